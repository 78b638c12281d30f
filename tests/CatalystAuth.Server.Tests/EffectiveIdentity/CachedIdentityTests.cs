using CatalystAuth.Client;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Tenants;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.EffectiveIdentity;

public sealed class SqliteCachedIdentityTests(SqliteServer server) : CachedIdentityTests(server);

public sealed class PostgresCachedIdentityTests(PostgresServer server) : CachedIdentityTests(server);

/// <summary>Whatever changes, in whatever order: what is kept of an identity is what the stores say.</summary>
public abstract class CachedIdentityTests(TestServer server)
{
    private const int Sequences = 8;

    private static readonly Gen<TenantChange> Change = Gen.Select(
        Gen.Enum<TenantChangeKind>(), Gen.Int[0, 255], Gen.Int[0, 255], Gen.Int[0, 255], (kind, a, b, c) => new TenantChange(kind, a, b, c));

    [Fact]
    public async Task After_each_change_the_kept_identity_is_the_fresh_one()
    {
        var owner = await server.SignUpAsync("Owner");
        using var node = await TenantNode.SignInAsync(server.Url, TestServer.AdminEmail, owner.Email);
        var users = new List<UserId>();
        foreach (var name in (string[])["Bob", "Cleo", "Dan"])
        {
            users.Add((await TenantNode.SignUpAsync(server.Url, name)).Id);
        }

        await Change.Array[10, 30].SampleAsync(
            async changes =>
            {
                var tenant = await ChangingTenant.CreateAsync([node], UserId.Parse(owner.UserId, null), users);
                var history = new List<string>();
                await CompareAsync(tenant, node.Owner, history);
                foreach (var change in changes)
                {
                    history.Add(await tenant.ApplyAsync(change));
                    await CompareAsync(tenant, node.Owner, history);
                }
            },
            iter: Sequences, threads: 1);
    }

    private async Task CompareAsync(ChangingTenant tenant, CatalystClient owner, List<string> history)
    {
        foreach (var (user, org) in tenant.Pairs)
        {
            var kept = ChangingTenant.Describe(await owner.Identities.GetAsync(org, user));
            var fresh = await ReadAsync(user, org);
            (kept == fresh).ShouldBeTrue($"{user} in {org} after\n{string.Join('\n', history)}\nkept:  {kept}\nfresh: {fresh}");
        }
    }

    private async Task<string> ReadAsync(UserId user, OrgId org)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var fresh = await scope.ServiceProvider.GetRequiredService<EffectiveIdentityResolver>().ResolveAsync(user, org, CancellationToken.None);
        return ChangingTenant.Describe(fresh is null ? MemberNotFound : fresh);
    }

    private static readonly Error MemberNotFound = new(
        Contracts.Memberships.MembershipErrorCodes.NotFound, "Nobody.", ErrorKind.NotFound);
}
