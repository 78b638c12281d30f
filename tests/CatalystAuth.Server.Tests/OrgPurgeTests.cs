using System.Net;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteOrgPurgeTests(SqliteServer server) : OrgPurgeTests(server);

public sealed class PostgresOrgPurgeTests(PostgresServer server) : OrgPurgeTests(server);

public abstract class OrgPurgeTests(TestServer server)
{
    // Records of what happened outlive what they are about; of events, the one that says so.
    private static readonly string[] Lasting = ["audit_records", "outbox_events"];

    private static readonly Type ContextType = typeof(StorageOptions).Assembly.GetType("CatalystAuth.Storage.CatalystDbContext", throwOnError: true)!;

    [Fact]
    public async Task Whatever_an_organisation_owns_goes_with_it_and_other_organisations_keep_theirs()
    {
        var (ada, org, slug) = await NewHouseAsync();
        var (_, other, _) = await NewHouseAsync();
        var before = await CountAsync(other);
        (await CountAsync(org)).Count.ShouldBeGreaterThan(10);
        var admin = await server.SignInAdminAsync();
        (await ada.DeleteAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);

        (await admin.PostAsync($"/v1/orgs/{org}/purge")).ShouldBe(HttpStatusCode.NoContent);

        (await CountAsync(org)).Keys.Except(Lasting).ShouldBeEmpty();
        (await CountAsync(other)).ShouldBe(before);
        (await admin.PostAsync($"/v1/orgs/{org}/purge")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await ada.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await server.RecordsOfAsync(org))[^1].Action.ShouldBe("org.purged");
        (await admin.GetAsync("/v1/bindings")).Body.ShouldNotContain(org);

        // The session that was in it goes on, and the slug is free.
        (await ada.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync("/v1/orgs", new { name = "Again", slug })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_purge_that_was_stopped_anywhere_goes_on_and_nothing_brings_it_back()
    {
        var (ada, org, _) = await NewHouseAsync();
        var (ada2, other, _) = await NewHouseAsync();
        var admin = await server.SignInAdminAsync();
        (await ada.DeleteAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await ada2.DeleteAsync($"/v1/orgs/{other}")).ShouldBe(HttpStatusCode.OK);
        await MakeDueAsync(org);
        var steps = 0;
        while (!await StepAsync(org))
        {
            // Each step in a scope of its own is what is left when a node dies between two.
            steps++;
            (await admin.PostAsync($"/v1/orgs/{org}/restore")).ShouldBe(HttpStatusCode.Gone, "org.restore_expired");
        }

        steps.ShouldBeGreaterThan(6);
        (await CountAsync(org)).Keys.Except(Lasting).ShouldBeEmpty();
        (await ada2.PostAsync($"/v1/orgs/{other}/restore")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_nodes_at_the_same_purge_do_not_hinder_each_other()
    {
        var (ada, org, _) = await NewHouseAsync();
        (await ada.DeleteAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        await MakeDueAsync(org);

        await Task.WhenAll(RunDueAsync(), RunDueAsync());

        (await CountAsync(org)).Keys.Except(Lasting).ShouldBeEmpty();
        (await server.RecordsOfAsync(org)).Count(record => record.Action == "org.purged").ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_deleted_or_not_yet_due_is_never_purged()
    {
        var ada = await server.SignUpAsync();
        var (active, suspended, deleted) = (await ada.NewOrgAsync(), await ada.NewOrgAsync(), await ada.NewOrgAsync());
        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync($"/v1/orgs/{suspended}/suspend", new { })).ShouldBe(HttpStatusCode.OK);
        (await ada.DeleteAsync($"/v1/orgs/{deleted}")).ShouldBe(HttpStatusCode.OK);

        foreach (var org in new[] { active, suspended, deleted })
        {
            (await StepAsync(org)).ShouldBeTrue();
            (await admin.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        }

        (await ada.PostAsync($"/v1/orgs/{deleted}/restore")).ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>One of everything that an organisation can have.</summary>
    private async Task<(Caller Owner, string Org, string Slug)> NewHouseAsync()
    {
        var ada = await server.SignUpAsync();
        var slug = $"house-{Guid.CreateVersion7():N}"[..30];
        var org = (await ada.PostAsync("/v1/orgs", new { name = "House", slug })).Text("id");
        var bob = await server.SignUpAsync("Bob");
        var admin = await server.SignInAdminAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/orgs/{org}/transfer", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = $"i-{Guid.CreateVersion7():N}@example.com", role = "member" }))
            .ShouldBe(HttpStatusCode.Created);
        (await ada.PutAsync($"/v1/orgs/{org}/permissions/wiki:read", new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync($"/v1/orgs/{org}/roles", new { name = "reader", permissions = new[] { "wiki:read" } })).ShouldBe(HttpStatusCode.Created);
        (await ada.PutAsync($"/v1/orgs/{org}/claim-profiles/graph", new { profile = "hasura", settings = new { otherwise = "user" } })).ShouldBe(HttpStatusCode.OK);
        string? parent = null;
        foreach (var name in new[] { "Top", "Middle", "Below" })
        {
            parent = (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name, parentId = parent })).Text("id");
        }

        (await ada.PutAsync($"/v1/orgs/{org}/groups/{parent}/members/{bob.UserId}", null!)).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = bob.UserId, role = "reader" })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = bob.UserId, role = "reader", groupId = parent })).Status.ShouldNotBe(HttpStatusCode.InternalServerError);
        var (key, _) = await ada.NewKeyAsync(org, "org:read");
        await ada.NewAppAsync(org);
        foreach (var subject in new[] { org, parent, key })
        {
            (await admin.PostAsync("/v1/bindings", new { subject, role = "platform-support" })).ShouldBe(HttpStatusCode.Created);
        }

        var entered = await ada.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", ada.RefreshToken), ("org", org));
        entered.ShouldBe(HttpStatusCode.OK);
        return (ada, org, slug);
    }

    private async Task MakeDueAsync(string org)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var context = (DbContext)scope.ServiceProvider.GetRequiredService(ContextType);
        var id = OrgId.Parse(org, null);
        await context.Set<Organisation>().Where(found => found.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.PurgeAt, DateTimeOffset.UnixEpoch));
    }

    private async Task<bool> StepAsync(string org)
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
        return await scope.ServiceProvider.GetRequiredService<PurgeOrgs>().StepAsync(OrgId.Parse(org, null), CancellationToken.None);
    }

    private async Task RunDueAsync()
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
        await scope.ServiceProvider.GetRequiredService<PurgeOrgs>().RunDueAsync(CancellationToken.None);
    }

    /// <summary>How many rows each table has of an organisation, whatever tables there are.</summary>
    private async Task<Dictionary<string, int>> CountAsync(string org)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var context = (DbContext)scope.ServiceProvider.GetRequiredService(ContextType);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var id = OrgId.Parse(org, null).Value;
        foreach (var type in context.Model.GetEntityTypes())
        {
            var table = type.GetTableName()!;
            var column = type.ClrType == typeof(Organisation) ? "id" : type.FindProperty("OrgId")?.GetColumnName();
            if (column is not null)
            {
                var sql = $"SELECT CAST(COUNT(*) AS integer) AS \"Value\" FROM {table} WHERE {column} = {{0}}";
                var count = await context.Database.SqlQueryRaw<int>(sql, id).SingleAsync();
                if (count > 0)
                {
                    counts[table] = count;
                }
            }
        }

        return counts;
    }
}

/// <summary>What time does to deleted organisations.</summary>
public sealed class OrgPurgeClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task After_the_window_it_can_not_be_restored_and_is_purged()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await ada.DeleteAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        await server.AdvanceAsync(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        ada = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));
        (await ada.PostAsync($"/v1/orgs/{org}/restore")).ShouldBe(HttpStatusCode.OK);
        (await ada.DeleteAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);

        await server.AdvanceAsync(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        ada = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));
        (await ada.GetAsync("/v1/orgs?status=deleted")).Items().ShouldHaveSingleItem();
        await server.AdvanceAsync(TimeSpan.FromMinutes(1));

        // The pump's turn of this hour may have come first.
        (await ada.PostAsync($"/v1/orgs/{org}/restore")).Status.ShouldBeOneOf(HttpStatusCode.Gone, HttpStatusCode.NotFound);
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
        await scope.ServiceProvider.GetRequiredService<PurgeOrgs>().RunDueAsync(CancellationToken.None);
        (await ada.PostAsync($"/v1/orgs/{org}/restore")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
    }
}
