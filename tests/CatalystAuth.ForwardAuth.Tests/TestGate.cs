using System.Net;
using System.Text;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Decisions;
using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Policies;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>A real listener on a free port, with a clock that the test turns and stores in memory.</summary>
public sealed class TestGate : IAsyncDisposable
{
    public const string Issuer = "https://auth.example.com";

    private readonly ServiceProvider _services;
    private readonly ForwardAuthListener _listener;
    private readonly Task _pump;
    private readonly CancellationTokenSource _stop = new();

    private TestGate(ServiceProvider services, NoticingClock time)
    {
        _services = services;
        Time = time;
        _listener = services.GetRequiredService<ForwardAuthListener>();
        _pump = services.GetRequiredService<DecisionLog>().PumpAsync(_stop.Token);
    }

    public NoticingClock Time { get; }

    public Uri Url => new(_listener.Addresses[0]);

    public OrgId Org { get; private set; }

    public KeyId Key { get; } = TypeId.New<KeyId>(TimeProvider.System.GetUtcNow());

    public FakeSessions Sessions => _services.GetRequiredService<FakeSessions>();

    public TestEngine Engine => _services.GetRequiredService<TestEngine>();

    public List<Decision> Decisions => _services.GetRequiredService<Store>().Decisions;

    /// <summary>A decision, once it is recorded.</summary>
    public async Task<Decision> RecordedAsync(DecisionId id)
    {
        var store = _services.GetRequiredService<Store>();
        while (true)
        {
            lock (store.Decisions)
            {
                if (store.Decisions.Find(decision => decision.Id == id) is { } found)
                {
                    return found;
                }
            }

            (await store.Appended.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeTrue($"{id} was not recorded.");
        }
    }

    /// <summary>Waits until so many are recorded.</summary>
    public async Task RecordsAsync(int count)
    {
        var store = _services.GetRequiredService<Store>();
        while (true)
        {
            lock (store.Decisions)
            {
                if (store.Decisions.Count >= count)
                {
                    return;
                }
            }

            (await store.Appended.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeTrue($"There are not {count} records.");
        }
    }

    /// <summary>What the store can't take, and no batch with it; null for nothing.</summary>
    public Predicate<Decision>? Refuses
    {
        get => _services.GetRequiredService<Store>().Refuses;
        set => _services.GetRequiredService<Store>().Refuses = value;
    }

    /// <summary>Lets the store take as long as the test wants, or fail; null for at once.</summary>
    public Func<Task>? BeforeAppend
    {
        get => _services.GetRequiredService<Store>().BeforeAppend;
        set => _services.GetRequiredService<Store>().BeforeAppend = value;
    }

    public static Task<TestGate> StartAsync(params string[] trustedProxies) => StartAsync(_ => { }, trustedProxies);

    public static async Task<TestGate> StartAsync(Action<DecisionOptions> decisions, params string[] trustedProxies)
    {
        var time = new NoticingClock(TimeProvider.System.GetUtcNow());
        var settings = new Dictionary<string, string?> { ["Catalyst:ForwardAuth:Urls"] = "http://127.0.0.1:0" };
        for (var i = 0; i < trustedProxies.Length; i++)
        {
            settings[$"Catalyst:ForwardAuth:TrustedProxies:{i}"] = trustedProxies[i];
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time).AddCatalystCore()
            .Configure<TokenOptions>(options => options.Issuer = Issuer)
            .Configure(decisions)
            .AddSingleton<Store>()
            .AddScoped<IInvalidationLog>(provider => provider.GetRequiredService<Store>())
            .AddScoped<IAppStore>(provider => provider.GetRequiredService<Store>())
            .AddScoped<IForwardAuthDomainStore>(provider => provider.GetRequiredService<Store>())
            .AddScoped<IStoppedOrgs>(provider => provider.GetRequiredService<Store>())
            .AddScoped<IDecisionStore>(provider => provider.GetRequiredService<Store>())
            .AddScoped<IDecisionSources>(provider => provider.GetRequiredService<Store>())
            .AddSingleton<TestEngine>().AddSingleton<IPolicyEngine>(provider => provider.GetRequiredService<TestEngine>())
            .AddScoped<IUnitOfWork, NoTransaction>()
            .AddSingleton<ISecretProtector, TestProtector>()
            .AddSingleton<FakeSessions>().AddScoped<IAppSessions>(provider => provider.GetRequiredService<FakeSessions>())
            .AddForwardAuth(configuration)
            .BuildServiceProvider();
        var active = time.GetUtcNow().AddDays(-1);
        services.GetRequiredService<SigningKeyProvider>().Use(new KeyRing(
            [SigningKey.Generate(SigningKeyUse.Access, active), SigningKey.Generate(SigningKeyUse.Decision, active)]));
        var gate = new TestGate(services, time) { Org = TypeId.New<OrgId>(time.GetUtcNow()) };
        await gate.RefreshFeedAsync();
        await gate._listener.StartAsync(CancellationToken.None);
        return gate;
    }

    internal T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task RefreshFeedAsync() => _services.GetRequiredService<InvalidationFeed>().RefreshAsync(CancellationToken.None);

    public KeyRing Ring => _services.GetRequiredService<SigningKeyProvider>().Ring;

    public void Revoke(InvalidationKind kind, string subject, DateTimeOffset? at = null) =>
        _services.GetRequiredService<InvalidationFeed>().Publish(new Invalidation(kind, subject, at ?? Time.GetUtcNow()));

    /// <summary>The app of the README, or one with other rules.</summary>
    public App NewApp(params AppRule[] rules)
    {
        var now = Time.GetUtcNow();
        var app = new App(
            TypeId.New<AppId>(now), Org, "Reports", ["app.localhost"],
            rules.Length > 0
                ? rules
                : [new("/public/**", new Requirement.Public()), new("/**", new Requirement.Scope("app:read"))],
            1, now, now);
        Put(app);
        return app;
    }

    public void Put(App app) => _services.GetRequiredService<AppCatalog>().Put(app);

    public void Remove(App app) => _services.GetRequiredService<AppCatalog>().Remove(app.Id);

    public AccessToken Claims(string scope = "app:read")
    {
        var now = Time.GetUtcNow();
        return new()
        {
            Issuer = Issuer,
            Audience = Issuer,
            Subject = Key.ToString(),
            Id = Guid.CreateVersion7(now).ToString("N"),
            IssuedAt = now.ToUnixTimeSeconds(),
            ExpiresAt = now.AddMinutes(5).ToUnixTimeSeconds(),
            ClientId = Key.ToString(),
            Key = Key.ToString(),
            Org = Org.ToString(),
            OrgSlug = "acme",
            Scope = scope,
        };
    }

    public string Token(AccessToken? claims = null) => TokenMinter.Mint(Ring, claims ?? Claims());

    /// <summary>Asks as a proxy would; extra headers are added as they are, and replace none.</summary>
    public async Task<Reply> AskAsync(
        App app, string uri, string? token = null, string flavour = "caddy", string host = "app.localhost", string method = "GET",
        string proto = "http", params (string Name, string Value)[] extra) =>
        await AskAsync(app.Id.ToString(), uri, token, flavour, host, method, proto, extra);

    /// <summary>The same by the last part of a route.</summary>
    public async Task<Reply> AskAsync(
        string route, string uri, string? token = null, string flavour = "caddy", string host = "app.localhost", string method = "GET",
        string proto = "http", params (string Name, string Value)[] extra)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Url, $"/fa/{flavour}/{route}"));
        request.Headers.TryAddWithoutValidation("X-Forwarded-Method", method);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", proto);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", host);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Uri", uri);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        foreach (var (name, value) in extra)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.StopAsync(CancellationToken.None);
        await _stop.CancelAsync();
        await _pump;
        await _services.DisposeAsync();
        _stop.Dispose();
    }

    private sealed class Store : IInvalidationLog, IStoppedOrgs, IAppStore, IDecisionStore, IDecisionSources, IForwardAuthDomainStore
    {
        public List<Decision> Decisions { get; } = [];

        public SemaphoreSlim Appended { get; } = new(0);

        public Func<Task>? BeforeAppend { get; set; }

        public Predicate<Decision>? Refuses { get; set; }

        public Task<IReadOnlyList<StoppedOrg>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoppedOrg>>([]);

        public void Append(Invalidation invalidation)
        {
        }

        public Task<IReadOnlyList<Invalidation>> ReadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Invalidation>>([]);

        public Task<bool> AnySinceAsync(IReadOnlyCollection<string> subjects, DateTimeOffset since, CancellationToken cancellationToken) =>
            Task.FromResult(false);

        public Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<ProtectedApp?> FindAsync(AppId id, CancellationToken cancellationToken) => Task.FromResult<ProtectedApp?>(null);

        public Task<Result<Page<ProtectedApp>>> ListAsync(OrgId org, PageRequest page, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<ProtectedApp>> ListAsync(IReadOnlyCollection<OrgId> orgs, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<ProtectedApp> ReadAllAsync() => AsyncEnumerable.Empty<ProtectedApp>();

        public void Add(ProtectedApp app) => throw new NotSupportedException();

        public void Remove(ProtectedApp app) => throw new NotSupportedException();

        Task<IReadOnlyList<StoredDomain>> IForwardAuthDomainStore.ListAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<StoredDomain>>([]);

        Task<StoredDomain?> IForwardAuthDomainStore.FindAsync(string domain, CancellationToken cancellationToken) => Task.FromResult<StoredDomain?>(null);

        void IForwardAuthDomainStore.Add(StoredDomain domain) => throw new NotSupportedException();

        void IForwardAuthDomainStore.Remove(StoredDomain domain) => throw new NotSupportedException();

        public Task<Decision> CompleteAsync(Decision decision, CancellationToken cancellationToken) => Task.FromResult(decision);

        public async Task<IReadOnlyList<Decision>> AppendAsync(IReadOnlyList<Decision> decisions, CancellationToken cancellationToken)
        {
            if (BeforeAppend is { } before)
            {
                await before();
            }

            if (Refuses is { } refuses && decisions.Any(decision => refuses(decision)))
            {
                throw new IOException("It can't be written.");
            }

            lock (Decisions)
            {
                Decisions.AddRange(decisions);
            }

            Appended.Release();
            return decisions;
        }

        public Task CountAsync(DecisionCount count, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> HasCountsAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<DecisionCount>> TakeCountsAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<int> RemoveAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Decision?> FindAsync(DecisionId id, CancellationToken cancellationToken) =>
            Task.FromResult(Decisions.Find(decision => decision.Id == id));
    }

    /// <summary>No transaction: what it is given is kept in memory.</summary>
    private sealed class NoTransaction : IUnitOfWork
    {
        public Task<Result<T>> RunAsync<T>(
            Func<CancellationToken, Task<Result<T>>> work, CancellationToken cancellationToken, Error? onDuplicate = null) => work(cancellationToken);

        public Task FlushAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public bool BeforeCommit(Func<CancellationToken, Task> action) => throw new NotSupportedException();

        public void AfterCommit(Action action) => throw new NotSupportedException();
    }
}

/// <summary>An engine that says what a test wants, after the rules.</summary>
public sealed class TestEngine : IPolicyEngine
{
    public string Name => "test";

    public List<PolicyQuestion> Asked { get; } = [];

    public Func<PolicyQuestion, PolicyVerdict> Answer { get; set; } = _ => PolicyVerdict.Allowed;

    public async ValueTask<PolicyVerdict> DecideAsync(PolicyQuestion question, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Asked.Add(question);
        var verdict = question.Rule.Decide(question.Subject, question.Context);
        return verdict.IsAllowed ? Answer(question) : verdict;
    }
}

/// <summary>What forward-auth answered.</summary>
public sealed record Reply(HttpStatusCode Status, string Body, IReadOnlyDictionary<string, string[]> Headers)
{
    public string? Code => Body.Length == 0 || Body[0] != '{' ? null : System.Text.Json.Nodes.JsonNode.Parse(Body)!["code"]?.GetValue<string>();

    /// <summary>What a cookie that was set holds; null when it was not set.</summary>
    public string? Cookie(string name) => Cookies.FirstOrDefault(cookie => cookie.StartsWith($"{name}=", StringComparison.Ordinal))?.Split('=', 2)[1].Split(';')[0];

    public IReadOnlyList<string> Cookies => Headers.GetValueOrDefault("Set-Cookie", []);

    public string? Location => Headers.GetValueOrDefault("Location")?.Single();

    public static async Task<Reply> ReadAsync(HttpResponseMessage response) => new(
        response.StatusCode, await response.Content.ReadAsStringAsync(),
        response.Headers.ToDictionary(header => header.Key, header => header.Value.ToArray(), StringComparer.OrdinalIgnoreCase));

    public void ShouldBe(int status, string? code = null)
    {
        ((int)Status).ShouldBe(status, Body);
        Code.ShouldBe(code, Body);
        Headers["Cache-Control"].ShouldBe(["no-store"]);
    }
}
