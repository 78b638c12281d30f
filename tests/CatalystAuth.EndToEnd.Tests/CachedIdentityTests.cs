using CatalystAuth.Client;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Tenants;
using CsCheck;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>
/// Two servers on one PostgreSQL and one Redis keep identities, a third keeps none. Whatever changes through either of the two, what
/// they say is what the third reads: at once where the change was made, within the bound on the other.
/// </summary>
public sealed class CachedIdentityTests
{
    private const string AdminEmail = "root@example.com";
    private const int Sequences = 5;

    private static readonly Gen<TenantChange> Change = Gen.Select(
        Gen.Enum<TenantChangeKind>(), Gen.Int[0, 255], Gen.Int[0, 255], Gen.Int[0, 255], (kind, a, b, c) => new TenantChange(kind, a, b, c));

    [Fact]
    public async Task Two_nodes_agree_with_one_that_keeps_nothing()
    {
        await using var redis = await RedisServer.StartAsync();
        var database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
        await using var a = await StartAsync(database, null, new() { ["ConnectionStrings__Redis"] = redis.ConnectionString });
        await using var b = await StartAsync(database, a.DataDirectory, new() { ["ConnectionStrings__Redis"] = redis.ConnectionString });
        await using var fresh = await StartAsync(database, a.DataDirectory, new()
        {
            ["Catalyst__IdentityCache__Lifetime"] = "00:00:00",
            ["Catalyst__IdentityCache__SharedLifetime"] = "00:00:00",
        });

        var owner = await TenantNode.SignUpAsync(a.Url, "Owner");
        var users = new List<UserId>();
        foreach (var name in (string[])["Bob", "Cleo", "Dan"])
        {
            users.Add((await TenantNode.SignUpAsync(a.Url, name)).Id);
        }

        using var onA = await TenantNode.SignInAsync(a.Url, AdminEmail, owner.Email);
        using var onB = await TenantNode.SignInAsync(b.Url, AdminEmail, owner.Email);
        using var onFresh = await TenantNode.SignInAsync(fresh.Url, AdminEmail, owner.Email);
        await Change.Array[10, 30].SampleAsync(
            async changes =>
            {
                var tenant = await ChangingTenant.CreateAsync([onA, onB], owner.Id, users);
                var history = new List<string>();
                var madeOnA = true;
                foreach (var change in changes)
                {
                    history.Add(await tenant.ApplyAsync(change));
                    foreach (var (user, org) in tenant.Pairs)
                    {
                        var right = await AskAsync(onFresh.Owner, user, org);
                        var (near, far) = madeOnA ? (onA.Owner, onB.Owner) : (onB.Owner, onA.Owner);
                        var told = $"{user} in {org} after\n{string.Join('\n', history)}\nfresh: {right}\nkept:  ";
                        var kept = await AskAsync(near, user, org);
                        (kept == right).ShouldBeTrue(told + kept);
                        kept = await Eventually.LastAsync(() => AskAsync(far, user, org), answer => answer == right, Bounds.Revocation);
                        (kept == right).ShouldBeTrue($"On the other node: {told}{kept}");
                    }

                    madeOnA = !madeOnA;
                }
            },
            iter: Sequences, threads: 1);
    }

    private static Task<CatalystServerProcess> StartAsync(string database, string? dataDirectory, Dictionary<string, string?> settings)
    {
        // Polling alone would take twenty seconds: what arrives sooner came by the bus.
        settings["Catalyst__Invalidation__Bound"] = "00:00:40";
        settings["Catalyst__Invalidation__PollInterval"] = "00:00:20";
        settings["Catalyst__PublicUrl"] = "http://127.0.0.1:5080";
        if (dataDirectory is not null)
        {
            settings["Catalyst__DataDirectory"] = dataDirectory;
        }

        return CatalystServerProcess.StartAsync(
            new() { PostgreSql = database, AdminEmail = AdminEmail, AdminPassword = Tenant.Password, Settings = settings });
    }

    private static async Task<string> AskAsync(CatalystClient owner, UserId user, OrgId org) =>
        ChangingTenant.Describe(await owner.Identities.GetAsync(org, user));
}
