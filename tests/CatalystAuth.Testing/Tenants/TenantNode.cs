using CatalystAuth.Client;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Testing.Tenants;

/// <summary>One server as its platform admin and an organisations' owner see it, both signed in.</summary>
public sealed class TenantNode : IDisposable
{
    private const string Password = "correct horse battery staple";

    private TenantNode(CatalystClient admin, CatalystClient owner) => (Admin, Owner) = (admin, owner);

    public CatalystClient Admin { get; }

    public CatalystClient Owner { get; }

    /// <summary>Signs both in.</summary>
    public static async Task<TenantNode> SignInAsync(Uri server, string adminEmail, string ownerEmail) =>
        new(await SignInAsync(server, adminEmail).ConfigureAwait(false), await SignInAsync(server, ownerEmail).ConfigureAwait(false));

    /// <summary>A new account.</summary>
    public static async Task<User> SignUpAsync(Uri server, string name)
    {
        using var client = new CatalystClient(server);
        var email = $"{name.ToLowerInvariant()}-{Guid.CreateVersion7():N}@example.com";
        var flow = await client.Auth.StartFlowAsync(new(FlowTypes.SignUp, new() { Email = email, Password = Password, Name = name })).ConfigureAwait(false);
        return flow.Value.User!;
    }

    public void Dispose()
    {
        Admin.Dispose();
        Owner.Dispose();
    }

    private static async Task<CatalystClient> SignInAsync(Uri server, string email)
    {
        var client = new CatalystClient(server);
        var flow = await client.Auth.StartFlowAsync(new(FlowTypes.SignIn, new() { Identifier = email, Password = Password })).ConfigureAwait(false);
        return flow.Value.Step.Kind == FlowStepKinds.Done ? client : throw new InvalidOperationException($"{email} could not sign in.");
    }
}
