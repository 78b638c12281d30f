using CatalystAuth.Client;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>An organisation with its owner, who is signed in.</summary>
public sealed class Tenant : IDisposable
{
    public const string Password = "correct horse battery staple";

    private Tenant(CatalystClient client, User owner, Org org) => (Client, Owner, Org) = (client, owner, org);

    public CatalystClient Client { get; }

    public User Owner { get; }

    public Org Org { get; }

    /// <summary>The rules of the main job: a public part, and a scope for the rest.</summary>
    public static IReadOnlyList<AppRule> Rules { get; } =
        [new("/public/**", new Requirement.Public()), new("/**", new Requirement.Scope("app:read"))];

    public static async Task<Tenant> SignUpAsync(Uri server, string name)
    {
        var client = new CatalystClient(server);
        var email = $"{name.ToLowerInvariant()}-{Guid.CreateVersion7():N}@example.com";
        var flow = await client.Auth.StartFlowAsync(
            new(FlowTypes.SignUp, new() { Email = email, Password = Password, Name = name }), TestContext.Current.CancellationToken);
        flow.Value.Step.Kind.ShouldBe(FlowStepKinds.Done);
        var org = await client.Orgs.CreateAsync(new($"{name}'s"), TestContext.Current.CancellationToken);
        return new Tenant(client, flow.Value.User!, org.Value);
    }

    public async Task<IssuedKey> IssueKeyAsync(params string[] scopes) =>
        (await Client.Keys.IssueAsync(Org.Id, new("tests", scopes, ExpiresIn: 3600), TestContext.Current.CancellationToken)).Value;

    public async Task<string> ExchangeAsync(IssuedKey key) =>
        (await Client.Tokens.ExchangeKeyAsync(key.Key, cancellationToken: TestContext.Current.CancellationToken)).Value.AccessToken;

    /// <summary>A token of a new key with these scopes.</summary>
    public async Task<string> NewTokenAsync(params string[] scopes) => await ExchangeAsync(await IssueKeyAsync(scopes));

    /// <summary>The owner's own token, for the organisation.</summary>
    public async Task<string> EnterAsync() => (await Client.Tokens.RefreshAsync(
        Client.CurrentTokens!.RefreshToken, Org.Id, TestContext.Current.CancellationToken)).Value.AccessToken;

    public async Task<App> ProtectAsync(string host, IReadOnlyList<AppRule>? rules = null) =>
        (await Client.Apps.CreateAsync(Org.Id, new($"App on {host}", [host], rules ?? Rules), TestContext.Current.CancellationToken)).Value;

    public void Dispose() => Client.Dispose();
}
