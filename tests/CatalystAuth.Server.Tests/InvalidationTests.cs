using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Tests;

/// <summary>Other nodes are woken when a transaction with something for them is committed, and once.</summary>
public abstract class InvalidationTests(TestServer server, string bus)
{
    private static readonly Error Refusal = new("tests.refused", "No.", ErrorKind.Conflict);

    [Fact]
    public void The_buses_are_those_of_the_database_and_without_Redis_nothing_is_cached_outside()
    {
        server.Services.GetRequiredService<IInvalidationBus>().GetType().Name.ShouldBe(bus);
        server.Services.GetRequiredService<IEventBus>().GetType().Name.ShouldBe(bus);
        server.Services.GetService<IDistributedCache>().ShouldBeNull();
    }

    [Fact]
    public async Task A_transaction_publishes_once_however_much_it_writes()
    {
        await using var node = new Node(server);

        await node.RunAsync(() => node.RevokeSomething(3));
        node.Published.ShouldBe(1);

        await node.RunAsync(() => node.RevokeSomething(2));
        node.Published.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_not_committed_is_not_published()
    {
        await using var node = new Node(server);

        (await node.RunAsync(() =>
        {
            node.RevokeSomething(1);
            return Refusal;
        })).IsSuccess.ShouldBeFalse();
        await Should.ThrowAsync<InvalidCastException>(() => node.RunAsync(() =>
        {
            node.RevokeSomething(1);
            throw new InvalidCastException();
        }));
        await node.RunAsync(() => true);

        node.Published.ShouldBe(0);
    }

    [Fact]
    public async Task A_transaction_that_has_to_be_repeated_publishes_once()
    {
        await using var node = new Node(server);
        var attempts = 0;

        await node.RunAsync(() =>
        {
            node.RevokeSomething(2);
            return ++attempts < 3 ? throw new DbUpdateConcurrencyException() : true;
        });

        attempts.ShouldBe(3);
        node.Published.ShouldBe(1);
    }

    [Fact]
    public async Task Reads_at_once_take_turns_and_miss_nothing()
    {
        var ada = await server.SignUpAsync();
        var feed = server.Services.GetRequiredService<InvalidationFeed>();

        var reads = Enumerable.Range(0, 20).Select(_ => Task.Run(() => feed.RefreshAsync(CancellationToken.None))).ToList();
        (await ada.PostAsync("/v1/auth/sign-out", new { })).Status.ShouldBe(System.Net.HttpStatusCode.NoContent);
        await Task.WhenAll(reads);

        (await ada.GetAsync("/v1/me")).Status.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        feed.IsStale.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_pause_in_which_the_log_forgot_a_node_knows_apps_and_stopped_organisations(bool suspended)
    {
        var clock = new Clock();
        var apps = new AppCatalog();
        var revocations = new RevocationList();
        using var feed = FeedOfAnotherNode(clock, apps, revocations);
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var deleted = await ada.NewAppAsync(org);
        var kept = await ada.NewAppAsync(org);
        await feed.RefreshAsync(CancellationToken.None);
        apps.Find(AppId.Parse(deleted, null)).ShouldNotBeNull();

        (await ada.DeleteAsync($"/v1/apps/{deleted}")).Status.ShouldBe(System.Net.HttpStatusCode.NoContent);
        var created = await ada.NewAppAsync(org);
        (await (await server.SignInAdminAsync()).PostAsync($"/v1/orgs/{org}/suspend", new { })).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await ForgetLogAsync();
        (clock.Ahead, clock.Elapsed) = (TimeSpan.FromHours(3), suspended ? TimeSpan.Zero : TimeSpan.FromHours(3));
        await feed.RefreshAsync(CancellationToken.None);

        apps.Find(AppId.Parse(deleted, null)).ShouldBeNull();
        apps.Find(AppId.Parse(kept, null)).ShouldNotBeNull();
        apps.Find(AppId.Parse(created, null)).ShouldNotBeNull();
        revocations.IsStopped(org).ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_that_was_suspended_for_some_minutes_misses_nothing()
    {
        var clock = new Clock { Ahead = TimeSpan.FromMinutes(-10) };
        var apps = new AppCatalog();
        using var feed = FeedOfAnotherNode(clock, apps, new RevocationList());
        var ada = await server.SignUpAsync();
        await feed.RefreshAsync(CancellationToken.None);

        var created = await ada.NewAppAsync(await ada.NewOrgAsync());
        clock.Ahead = TimeSpan.FromMinutes(5);
        await feed.RefreshAsync(CancellationToken.None);

        apps.Find(AppId.Parse(created, null)).ShouldNotBeNull();
    }

    private InvalidationFeed FeedOfAnotherNode(TimeProvider clock, AppCatalog apps, RevocationList revocations) => new(
        server.Services.GetRequiredService<IServiceScopeFactory>(), revocations, new(clock), apps, new(),
        server.Services.GetRequiredService<IOptions<InvalidationOptions>>(), server.Services.GetRequiredService<IOptions<TokenOptions>>(), clock);

    private async Task ForgetLogAsync()
    {
        await using var scope = server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IInvalidationLog>().PurgeAsync(TimeProvider.System.GetUtcNow().AddDays(1), CancellationToken.None);
    }

    /// <summary>Two clocks: what the time is, and how much has passed, which stands still while a machine is suspended.</summary>
    private sealed class Clock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public TimeSpan Elapsed { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

        public override long GetTimestamp() => System.GetTimestamp() + (long)(Elapsed.TotalSeconds * System.TimestampFrequency);
    }

    private sealed class Node : IInvalidationBus, IAsyncDisposable
    {
        private readonly AsyncServiceScope _scope;
        private readonly IUnitOfWork _unitOfWork;
        private readonly Invalidations _invalidations;

        public Node(TestServer server)
        {
            _scope = server.Services.CreateAsyncScope();
            var services = _scope.ServiceProvider;
            _unitOfWork = services.GetRequiredService<IUnitOfWork>();
            _invalidations = new(
                services.GetRequiredService<IInvalidationLog>(), services.GetRequiredService<InvalidationFeed>(),
                services.GetRequiredService<AppCatalog>(), new(), this, _unitOfWork, TimeProvider.System);
        }

        public int Published { get; private set; }

        public void Publish() => Published++;

        public Task ListenAsync(Action signal, CancellationToken cancellationToken) => throw new NotSupportedException();

        public bool RevokeSomething(int times)
        {
            for (var i = 0; i < times; i++)
            {
                _invalidations.Key(TypeId.New<KeyId>(TimeProvider.System.GetUtcNow()));
                _invalidations.Session(TypeId.New<SessionId>(TimeProvider.System.GetUtcNow()));
            }

            return true;
        }

        public Task<Result<bool>> RunAsync(Func<Result<bool>> work) =>
            _unitOfWork.RunAsync(_ => Task.FromResult(work()), CancellationToken.None);

        public ValueTask DisposeAsync() => _scope.DisposeAsync();
    }
}

public sealed class SqliteInvalidationTests(SqliteServer server) : InvalidationTests(server, "InProcessBus");

public sealed class PostgresInvalidationTests(PostgresServer server) : InvalidationTests(server, "PostgresBus");
