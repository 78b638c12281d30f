using System.Collections.Concurrent;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Tests.Invalidation;
using CatalystAuth.Core.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Entry = CatalystAuth.Core.Invalidation.Invalidation;

namespace CatalystAuth.Core.Tests.Apps;

/// <summary>What a reader finds while apps change.</summary>
public sealed class AppCatalogTests
{
    private const string Host = "reports.example.com";

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly OrgId Org = TypeId.New<OrgId>(Now);

    private readonly AppCatalog _catalog = new();

    [Fact]
    public async Task A_host_that_goes_back_and_forth_between_apps_is_at_each_moment_with_one()
    {
        var store = new Apps();
        await using var services = new ServiceCollection().AddSingleton<IAppStore>(store).BuildServiceProvider();
        var (one, two) = (NewApp(Host), NewApp("two.example.com"));
        store.Set(one, two);
        await _catalog.LoadAllAsync(services, CancellationToken.None);
        var reading = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var seen = new HashSet<AppId>();
            for (var reads = 0; reads < 20_000 || seen.Count < 2; reads++)
            {
                var found = _catalog.FindByHostName(Org, Host).ShouldHaveSingleItem();
                found.Hosts.ShouldContain(Host);
                seen.Add(found.Id);
            }
        })));

        for (var n = 1; !reading.IsCompleted; n++)
        {
            (one, two) = (Change(one, n, n % 2 == 0), Change(two, n, n % 2 == 1));
            store.Set(one, two);
            await _catalog.ReloadAsync([one.Id.ToString(), two.Id.ToString()], services, CancellationToken.None);
        }

        await reading;

        static ProtectedApp Change(ProtectedApp app, int version, bool hasHost) => NewApp([.. hasHost ? (string[])[Host] : [], "own.example.com"], app.Id, version);
    }

    [Fact]
    public async Task A_read_of_the_log_brings_all_of_its_apps_at_once()
    {
        var store = new Apps();
        var log = new List<Entry>();
        var time = new FakeTimeProvider(Now);
        await using var services = new ServiceCollection().AddSingleton<IAppStore>(store).AddSingleton<IInvalidationLog>(new RevocationTests.Log(log))
            .AddSingleton<IStoppedOrgs>(new NoStoppedOrgs()).AddSingleton<IForwardAuthDomainStore>(new NoDomains()).BuildServiceProvider();
        using var feed = new InvalidationFeed(
            services.GetRequiredService<IServiceScopeFactory>(), new RevocationList(), new IdentityClock(time), _catalog, new DomainCatalog(),
            Options.Create(new InvalidationOptions()), Options.Create(new TokenOptions()), time);
        var (one, two) = (NewApp(Host), NewApp("two.example.com"));
        store.Set(one, two);
        await feed.RefreshAsync(CancellationToken.None);
        store.Set(NewApp(["one.example.com"], one.Id, 2), NewApp([Host], two.Id, 2));
        log.AddRange([new(InvalidationKind.App, one.Id.ToString(), Now), new(InvalidationKind.App, two.Id.ToString(), Now)]);
        var seen = new List<AppId>();
        store.BeforeFind = () => seen.Add(_catalog.FindByHostName(Org, Host).ShouldHaveSingleItem().Id);

        await feed.RefreshAsync(CancellationToken.None);

        seen.ShouldBe([one.Id, one.Id]);
        _catalog.FindByHostName(Org, Host).ShouldHaveSingleItem().Id.ShouldBe(two.Id);
    }

    [Fact]
    public async Task All_that_was_read_counts_at_once_and_what_is_gone_is_gone()
    {
        var store = new Apps();
        await using var services = new ServiceCollection().AddSingleton<IAppStore>(store).BuildServiceProvider();
        var (kept, gone) = (NewApp("kept.example.com"), NewApp(Host));
        store.Set(kept, gone);
        await _catalog.LoadAllAsync(services, CancellationToken.None);
        var created = NewApp(Host);
        store.Forget(gone.Id);
        store.Set(created);

        await _catalog.LoadAllAsync(services, CancellationToken.None);

        _catalog.Find(gone.Id).ShouldBeNull();
        _catalog.FindByHostName(Org, Host).ShouldHaveSingleItem().Id.ShouldBe(created.Id);
        _catalog.Find(kept.Id).ShouldNotBeNull();
        store.Forget(created.Id);
        await _catalog.ReloadAsync([created.Id.ToString(), kept.Id.ToString()], services, CancellationToken.None);
        _catalog.FindByHostName(Org, Host).ShouldBeEmpty();
        _catalog.Find(kept.Id).ShouldNotBeNull();
    }

    [Fact]
    public void Hosts_are_found_by_name_in_their_organisation_and_with_their_app_as_it_is()
    {
        var (one, two) = (NewApp([$"{Host}:8443", Host]).ToContract(), NewApp(Host).ToContract());
        _catalog.Put(one);
        _catalog.Put(two);

        _catalog.FindByHostName(Org, Host).Select(app => app.Id).ShouldBe([one.Id, two.Id]);
        _catalog.FindByHostName(TypeId.New<OrgId>(Now), Host).ShouldBeEmpty();

        var renamed = one with { Name = "Other", Version = 2 };
        _catalog.Put(renamed);
        _catalog.FindByHostName(Org, Host).ShouldContain(renamed);
        _catalog.FindByHostName(Org, Host).Count.ShouldBe(2);
        _catalog.Find(one.Id).ShouldBeSameAs(renamed);

        // What was read earlier may come later.
        _catalog.Put(one);
        _catalog.Find(one.Id).ShouldBeSameAs(renamed);
        _catalog.Remove(one.Id);
        _catalog.Remove(one.Id);
        _catalog.FindByHostName(Org, Host).ShouldBe([two]);
    }

    private static ProtectedApp NewApp(string host) => NewApp([host]);

    private static ProtectedApp NewApp(IReadOnlyList<string> hosts, AppId? id = null, int version = 1) => new()
    {
        Id = id ?? TypeId.New<AppId>(Now),
        OrgId = Org,
        Name = "Reports",
        Hosts = hosts,
        Rules = [new("/**", new Requirement.Public())],
        Engine = PolicyEngineNames.Local,
        Unauthenticated = UnauthenticatedAnswers.Auto,
        ApiPathPrefixes = [],
        Preflight = PreflightAnswers.Deny,
        Audiences = [],
        Version = version,
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    private sealed class Apps : IAppStore
    {
        private readonly ConcurrentDictionary<AppId, ProtectedApp> _apps = new();

        public void Set(params ProtectedApp[] apps) => Array.ForEach(apps, app => _apps[app.Id] = app);

        public void Forget(AppId id) => _apps.TryRemove(id, out _);

        public Action BeforeFind { get; set; } = () => { };

        public Task<ProtectedApp?> FindAsync(AppId id, CancellationToken cancellationToken)
        {
            BeforeFind();
            return Task.FromResult(_apps.GetValueOrDefault(id));
        }

        public IAsyncEnumerable<ProtectedApp> ReadAllAsync() => _apps.Values.ToAsyncEnumerable();

        public Task<Result<Page<ProtectedApp>>> ListAsync(OrgId org, PageRequest page, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<ProtectedApp>> ListAsync(IReadOnlyCollection<OrgId> orgs, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Add(ProtectedApp app) => throw new NotSupportedException();

        public void Remove(ProtectedApp app) => throw new NotSupportedException();
    }
}
