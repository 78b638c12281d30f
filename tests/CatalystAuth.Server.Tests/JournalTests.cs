using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteJournalTests(SqliteServer server) : JournalTests(server);

public sealed class PostgresJournalTests(PostgresServer server) : JournalTests(server);

/// <summary>Each change is one audit record and one event; what was refused, or changed nothing, is neither.</summary>
public abstract class JournalTests(TestServer server)
{
    [Fact]
    public async Task Changes_of_groups_roles_and_bindings_are_told_once_each()
    {
        var ada = await server.SignUpAsync();
        var bob = await server.SignUpAsync("Bob");
        var eve = await server.SignUpAsync("Eve");
        var org = await ada.NewOrgAsync();
        var at = $"/v1/orgs/{org}";
        await DoneAsync(ada.PostAsync($"{at}/members", new { userId = bob.UserId, role = "viewer" }));
        var role = await DoneAsync(ada.PostAsync($"{at}/roles", new { name = "writer", permissions = new[] { "members:read" } }));
        await DoneAsync(ada.PatchAsync($"{at}/roles/{role}", new { permissions = new[] { "members:read", "groups:read" } }));
        var group = await DoneAsync(ada.PostAsync($"{at}/groups", new { name = "Night", roles = new[] { "writer" } }));
        await DoneAsync(ada.PatchAsync($"{at}/groups/{group}", new { labels = new[] { "late" } }));
        var below = await DoneAsync(ada.PostAsync($"{at}/groups", new { name = "Below" }));
        await DoneAsync(ada.PostAsync($"{at}/groups/{below}/move", new { parentId = group }));
        await DoneAsync(ada.PutAsync($"{at}/groups/{below}/members/{bob.UserId}", new { }));
        var binding = await DoneAsync(ada.PostAsync($"{at}/bindings", new { subject = bob.UserId, role = "writer" }));

        // Refused, or nothing new.
        (await bob.PostAsync($"{at}/groups", new { name = "Mine" })).ShouldBe(HttpStatusCode.Forbidden);
        (await eve.DeleteAsync($"{at}/groups/{below}")).ShouldBe(HttpStatusCode.NotFound);
        (await ada.PostAsync($"{at}/groups", new { name = "Night" })).ShouldBe(HttpStatusCode.Conflict);
        (await ada.DeleteAsync($"{at}/groups/{group}")).ShouldBe(HttpStatusCode.Conflict);
        (await ada.PutAsync($"{at}/groups/{below}/members/{bob.UserId}", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PatchAsync($"{at}/groups/{group}", new { labels = new[] { "late" } })).ShouldBe(HttpStatusCode.OK);

        await DoneAsync(ada.DeleteAsync($"{at}/bindings/{binding}"));
        await DoneAsync(ada.DeleteAsync($"{at}/groups/{below}/members/{bob.UserId}"));
        await DoneAsync(ada.DeleteAsync($"{at}/groups/{below}"));
        await DoneAsync(ada.DeleteAsync($"{at}/groups/{group}"));
        await DoneAsync(ada.DeleteAsync($"{at}/roles/{role}"));

        var (records, events) = await server.JournalOfAsync(org);
        records.Select(record => record.Action).ShouldBe(
        [
            "org.created", "member.added", "role.created", "role.updated", "group.created", "group.updated", "group.created", "group.updated",
            "group.member_added", "role.bound", "role.unbound", "group.member_removed", "group.deleted", "group.deleted", "role.deleted",
        ]);
        events.Select(found => (found.Type, found.Subject, found.Data))
            .ShouldBe(records.Select(record => (record.Action, record.Target, record.Data)));
        records.ShouldAllBe(record => record.Actor == ada.UserId);
    }

    // The id of what was made, when something was.
    private static async Task<string> DoneAsync(Task<Answer> call)
    {
        var answer = await call;
        ((int)answer.Status).ShouldBeLessThan(300, answer.Body);
        return answer.Status == HttpStatusCode.Created ? answer.Text("id") : string.Empty;
    }
}
