using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.ForwardAuthLoad;

/// <summary>An organisation with an app, its people with their sessions, and its keys. Sessions are put where signing in would.</summary>
internal sealed class Town
{
    public const string Host = "app.localhost";

    private const int Users = 20;
    private const int Keys = 10;
    private const int TokensOfKey = 50;
    private const int BatchSize = 1000;

    private readonly TestServer _server;
    private readonly Caller _owner;
    private readonly Caller _admin;
    private readonly string _org;
    private readonly List<Person> _users = [];
    private readonly List<Person> _keys = [];
    private readonly List<Credential> _credentials = [];

    private Town(TestServer server, Caller owner, Caller admin, string org, string app) =>
        (_server, _owner, _admin, _org, App) = (server, owner, admin, org, app);

    public string App { get; }

    public string Org => _org;

    public IReadOnlyList<Person> People => _users;

    public IReadOnlyList<Person> KeysOfOrg => _keys;

    public IReadOnlyList<Credential> Credentials => _credentials;

    public static async Task<Town> BuildAsync(TestServer server, int sessions)
    {
        var owner = await server.SignUpAsync();
        var org = await owner.NewOrgAsync();
        var app = await owner.PostAsync($"/v1/orgs/{org}/apps", new { name = "Busy", hosts = new[] { Host }, rules = Policies.Rules[0] });
        app.ShouldBe(HttpStatusCode.Created);
        var town = new Town(server, owner, await server.SignInAdminAsync(), org, app.Text("id"));
        await town.AddKeysAsync();
        await town.AddUsersAsync();
        for (var from = 0; from < sessions; from += BatchSize)
        {
            await town.AddSessionsAsync(from, Math.Min(BatchSize, sessions - from));
        }

        var nobody = new Person("-", IsAdmin: false);
        town._credentials.AddRange(Enumerable.Range(0, sessions / 50).Select(i => new Credential(
            i % 2 == 0 ? CredentialKind.Nobody : CredentialKind.Rubbish, nobody, null, $"rubbish.{i.ToString(CultureInfo.InvariantCulture)}.x")));
        return town;
    }

    /// <summary>Gives the app other rules.</summary>
    public async Task SetRulesAsync(JsonNode rules) =>
        (await _owner.PatchAsync($"/v1/apps/{App}", new { rules = rules.DeepClone() })).ShouldBe(HttpStatusCode.OK);

    /// <summary>Ends one session.</summary>
    public async Task EndAsync(Credential credential) =>
        (await _admin.DeleteAsync($"/v1/users/{credential.Owner.Id}/sessions/{credential.Session}")).ShouldBe(HttpStatusCode.NoContent);

    public async Task RevokeAllAsync(Person user) =>
        (await _admin.PostAsync($"/v1/users/{user.Id}/sessions/revoke-all")).ShouldBe(HttpStatusCode.OK);

    public async Task BanAsync(Person user) =>
        (await _admin.PostAsync($"/v1/users/{user.Id}/ban", new { reason = "Load" })).ShouldBe(HttpStatusCode.OK);

    public async Task RemoveAsync(Person user) => (await _owner.DeleteAsync($"/v1/orgs/{_org}/members/{user.Id}")).ShouldBe(HttpStatusCode.NoContent);

    public async Task DemoteAsync(Person user) =>
        (await _owner.PatchAsync($"/v1/orgs/{_org}/members/{user.Id}", new { role = "viewer" })).ShouldBe(HttpStatusCode.OK);

    public async Task RevokeAsync(Person key) => (await _owner.DeleteAsync($"/v1/keys/{key.Id}")).ShouldBe(HttpStatusCode.NoContent);

    private async Task AddKeysAsync()
    {
        for (var i = 0; i < Keys; i++)
        {
            var (id, key) = await _owner.NewKeyAsync(_org, "org:read");
            var person = new Person(id, IsAdmin: false);
            _keys.Add(person);
            for (var token = 0; token < TokensOfKey; token++)
            {
                var exchanged = await _owner.ExchangeAsync(key);
                exchanged.ShouldBe(HttpStatusCode.OK);
                _credentials.Add(new(CredentialKind.Bearer, person, session: null, exchanged.Text("access_token")));
            }
        }
    }

    // Every other one is an admin.
    private async Task AddUsersAsync()
    {
        for (var i = 0; i < Users; i++)
        {
            var person = new Person((await _server.SignUpAsync("Grace")).UserId, IsAdmin: i % 2 == 0);
            (await _owner.PostAsync($"/v1/orgs/{_org}/members", new { userId = person.Id, role = person.IsAdmin ? "admin" : "member" })).ShouldBe(HttpStatusCode.Created);
            _users.Add(person);
        }
    }

    // Of five, two have a token, two a cookie, and one a decision cookie too.
    private async Task AddSessionsAsync(int from, int count)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var now = TimeProvider.System.GetUtcNow();
        var sessions = Enumerable.Range(from, count).Select(i => (Kind: KindOf(i), Owner: _users[i % Users], Session: new UserSession
        {
            Id = TypeId.New<SessionId>(now),
            UserId = UserId.Parse(_users[i % Users].Id, null),
            Amr = ["pwd"],
            AuthenticatedAt = now,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now.AddDays(1),
        }, Handle: OpaqueSecret.New())).ToList();
        var org = OrgId.Parse(_org, null);
        (await services.GetRequiredService<IUnitOfWork>().RunAsync<bool>(
            _ =>
            {
                foreach (var (kind, _, session, handle) in sessions)
                {
                    services.GetRequiredService<ISessionStore>().Add(session);
                    if (kind != CredentialKind.Bearer)
                    {
                        services.GetRequiredService<IAppSessionStore>().Add(new AppSession
                        {
                            Hash = OpaqueSecret.HashOf(handle)!,
                            SessionId = session.Id,
                            OrgId = org,
                            AppId = AppId.Parse(App, null),
                            Host = Host,
                            CreatedAt = now,
                            ExpiresAt = session.ExpiresAt,
                        });
                    }
                }

                return Task.FromResult<Result<bool>>(true);
            },
            CancellationToken.None)).IsSuccess.ShouldBeTrue();
        foreach (var (kind, owner, session, handle) in sessions)
        {
            var text = handle;
            if (kind == CredentialKind.Bearer)
            {
                var user = await services.GetRequiredService<IUserStore>().FindAsync(session.UserId, CancellationToken.None);
                text = (await services.GetRequiredService<SessionTokens>().MintAccessAsync(session, user!, org, CancellationToken.None)).Text;
            }

            _credentials.Add(new(kind, owner, session.Id.ToString(), text));
        }
    }

    private static CredentialKind KindOf(int i) => (i / Users % 5) switch
    {
        0 or 1 => CredentialKind.Bearer,
        2 or 3 => CredentialKind.AppCookie,
        _ => CredentialKind.DecisionCookie,
    };
}
