using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Tenants;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.EffectiveIdentity;

// On servers of their own: the default plan and the platform's schemas are everybody's.
public sealed class SqliteCachedIdentityTests(OwnSqliteServer server) : CachedIdentityTests(server), IClassFixture<OwnSqliteServer>;

public sealed class PostgresCachedIdentityTests(OwnPostgresServer server) : CachedIdentityTests(server), IClassFixture<OwnPostgresServer>;

/// <summary>Whatever changes, in whatever order: what is kept of an identity is what the stores say.</summary>
public abstract class CachedIdentityTests(TestServer server)
{
    private const int Sequences = 10;

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

        await Change.Array[10, 40].SampleAsync(
            async changes =>
            {
                var tenant = await ChangingTenant.CreateAsync([node], UserId.Parse(owner.UserId, null), users);
                var history = new List<string>();
                await CompareAsync(tenant, history);
                foreach (var change in changes)
                {
                    history.Add(await tenant.ApplyAsync(change));
                    await CompareAsync(tenant, history);
                }
            },
            iter: Sequences, threads: 1);
    }

    private async Task CompareAsync(ChangingTenant tenant, List<string> history)
    {
        foreach (var (user, org) in tenant.Pairs)
        {
            await using var scope = server.Services.CreateAsyncScope();
            var services = scope.ServiceProvider;
            var kept = await services.GetRequiredService<EffectiveIdentityCache>().GetAsync(user, org, CancellationToken.None);
            var fresh = await services.GetRequiredService<EffectiveIdentityResolver>().ResolveAsync(user, org, CancellationToken.None);
            var (told, right) = (ChangingTenant.Describe(kept), ChangingTenant.Describe(fresh));
            (told == right).ShouldBeTrue($"{user} in {org} after\n{string.Join('\n', history)}\nkept:  {told}\nfresh: {right}");
        }
    }
}
