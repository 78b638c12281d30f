using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteGroupTests(SqliteServer server) : GroupTests(server);

public sealed class PostgresGroupTests(PostgresServer server) : GroupTests(server);

public abstract class GroupTests(TestServer server)
{
    [Fact]
    public async Task Who_is_in_a_group_inherits_roles_and_labels_from_it_and_all_above()
    {
        var (ada, org, bob) = await NewOrgAsync();
        var engineering = await NewGroupAsync(ada, org, new { name = "Engineering", roles = new[] { "admin" }, labels = new[] { "floor:1", "vip" } });
        var backend = await NewGroupAsync(ada, org, new { name = "Backend", parentId = engineering, labels = new[] { "floor:2" } });
        (await bob.GetAsync($"/v1/orgs/{org}/groups/{backend}")).Text("path").ShouldBe("engineering/backend");
        (await bob.PatchAsync($"/v1/orgs/{org}", new { name = "Renamed" })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");

        (await ada.PutAsync($"/v1/orgs/{org}/groups/{backend}/members/{bob.UserId}", new { })).ShouldBe(HttpStatusCode.NoContent);

        var effective = await bob.GetAsync($"/v1/me/effective?org={org}");
        effective.At("groups")!.AsArray().Select(group => group!["path"]!.GetValue<string>()).ShouldBe(["engineering", "engineering/backend"]);
        effective.At("labels")!.AsArray().Select(label => $"{label!["label"]}<{label["source"]!["id"]}")
            .ShouldBe([$"floor:2<{backend}", $"vip<{engineering}"]);
        effective.At("roles")!.AsArray().Select(role => $"{role!["role"]}<{role["source"]!["kind"]}").ShouldBe(["member<membership", "admin<group"]);
        (await bob.PatchAsync($"/v1/orgs/{org}", new { name = "Renamed" })).ShouldBe(HttpStatusCode.OK);

        var token = await bob.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", bob.RefreshToken), ("org", org));
        var inOrg = new Caller(server.NewHttpClient(), token.Text("access_token"));
        Jwt.Payload(token.Text("access_token"))["groups"]!.AsArray().Count.ShouldBe(2);
        (await ada.PatchAsync($"/v1/orgs/{org}/groups/{engineering}", new { roles = Array.Empty<string>() })).ShouldBe(HttpStatusCode.OK);
        (await inOrg.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await bob.PatchAsync($"/v1/orgs/{org}", new { name = "Again" })).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_group_moves_with_all_below_it_and_never_below_itself()
    {
        var (ada, org, _) = await NewOrgAsync();
        var a = await NewGroupAsync(ada, org, new { name = "A" });
        var b = await NewGroupAsync(ada, org, new { name = "B", parentId = a });
        var c = await NewGroupAsync(ada, org, new { name = "C", parentId = b });
        var other = await NewGroupAsync(ada, org, new { name = "Other" });

        (await ada.PostAsync($"/v1/orgs/{org}/groups/{a}/move", new { parentId = c })).ShouldBe(HttpStatusCode.Conflict, "group.cycle");
        (await ada.PostAsync($"/v1/orgs/{org}/groups/{a}/move", new { parentId = a })).ShouldBe(HttpStatusCode.Conflict, "group.cycle");
        (await ada.PostAsync($"/v1/orgs/{org}/groups/{b}/move", new { parentId = other })).Text("path").ShouldBe("other/b");
        (await ada.GetAsync($"/v1/orgs/{org}/groups/{c}")).Text("path").ShouldBe("other/b/c");
        (await ada.DeleteAsync($"/v1/orgs/{org}/groups/{b}")).ShouldBe(HttpStatusCode.Conflict, "group.has_children");
        (await ada.PostAsync($"/v1/orgs/{org}/groups/{b}/move", new { })).Text("path").ShouldBe("b");
        (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "Other" })).ShouldBe(HttpStatusCode.Conflict, "group.slug_taken");
    }

    [Fact]
    public async Task Two_groups_that_move_below_each_other_at_once_make_no_circle()
    {
        for (var round = 0; round < 5; round++)
        {
            var (ada, org, _) = await NewOrgAsync();
            var a = await NewGroupAsync(ada, org, new { name = "A" });
            var b = await NewGroupAsync(ada, org, new { name = "B" });

            var answers = await Task.WhenAll(
                ada.PostAsync($"/v1/orgs/{org}/groups/{a}/move", new { parentId = b }),
                ada.PostAsync($"/v1/orgs/{org}/groups/{b}/move", new { parentId = a }));

            answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
            answers.Count(answer => answer.Code == "group.cycle").ShouldBe(1);
        }
    }

    [Fact]
    public async Task Nobody_gives_by_a_group_what_they_do_not_hold()
    {
        var (ada, org, bob) = await NewOrgAsync();
        var admins = await NewGroupAsync(ada, org, new { name = "Admins", roles = new[] { "admin" } });
        await NewRoleAsync(ada, org, "group-keeper", "groups:write", "groups:read", "org:read", "members:read");
        (await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = bob.UserId, role = "group-keeper" })).ShouldBe(HttpStatusCode.Created);

        (await bob.PostAsync($"/v1/orgs/{org}/groups", new { name = "Mine" })).ShouldBe(HttpStatusCode.Created);
        (await bob.PostAsync($"/v1/orgs/{org}/groups", new { name = "Strong", roles = new[] { "admin" } }))
            .ShouldBe(HttpStatusCode.Forbidden, "member.role_too_high");
        (await bob.PutAsync($"/v1/orgs/{org}/groups/{admins}/members/{bob.UserId}", new { })).ShouldBe(HttpStatusCode.Forbidden, "member.role_too_high");
        (await bob.PostAsync($"/v1/orgs/{org}/groups", new { name = "Below", parentId = "grp_01h455vb4pex5vsknk084sn02q" }))
            .ShouldBe(HttpStatusCode.NotFound, "group.not_found");
        (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "Owners", roles = new[] { "owner" } }))
            .ShouldBe(HttpStatusCode.BadRequest, "group.invalid");
    }

    [Fact]
    public async Task A_role_bound_to_a_group_reaches_it_and_what_is_below_and_no_further()
    {
        var (ada, org, bob) = await NewOrgAsync();
        var mine = await NewGroupAsync(ada, org, new { name = "Mine" });
        var other = await NewGroupAsync(ada, org, new { name = "Other" });
        await NewRoleAsync(ada, org, "group-keeper", "groups:write", "groups:read");
        (await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = bob.UserId, role = "group-keeper", groupId = mine })).ShouldBe(HttpStatusCode.Created);

        var below = await NewGroupAsync(bob, org, new { name = "Below", parentId = mine });
        (await bob.PutAsync($"/v1/orgs/{org}/groups/{below}/members/{bob.UserId}", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await bob.PatchAsync($"/v1/orgs/{org}/groups/{other}", new { name = "Taken" })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await bob.PostAsync($"/v1/orgs/{org}/groups", new { name = "Top" })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await bob.PostAsync($"/v1/orgs/{org}/groups/{below}/move", new { })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
    }

    [Fact]
    public async Task A_custom_role_is_explained_found_and_can_not_be_deleted_while_somebody_has_it()
    {
        var (ada, org, bob) = await NewOrgAsync();
        var role = await NewRoleAsync(ada, org, "releaser", "release:create", "org:read");
        (await bob.GetAsync($"/v1/me/explain?org={org}&permission=release:create")).At("held")!.GetValue<bool>().ShouldBeFalse();
        var bound = await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = bob.UserId, role = "releaser" });
        bound.ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = bob.UserId, role = "releaser" })).ShouldBe(HttpStatusCode.Conflict, "binding.exists");

        var why = await ada.GetAsync($"/v1/orgs/{org}/members/{bob.UserId}/explain?permission=release:create");
        why.At("held")!.GetValue<bool>().ShouldBeTrue();
        why.At("grants")![0]!["source"]!["id"]!.GetValue<string>().ShouldBe(bound.Text("id"));
        why.At("grantedBy")!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["owner", "releaser"]);
        (await ada.GetAsync($"/v1/orgs/{org}/access?permission=release:create")).Items().Select(member => member["userId"]!.GetValue<string>())
            .ShouldBe([ada.UserId, bob.UserId]);
        (await ada.DeleteAsync($"/v1/orgs/{org}/roles/{role}")).ShouldBe(HttpStatusCode.Conflict, "role.in_use");
        (await ada.DeleteAsync($"/v1/orgs/{org}/bindings/{bound.Text("id")}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync($"/v1/orgs/{org}/roles/{role}")).ShouldBe(HttpStatusCode.NoContent);
        (await bob.GetAsync($"/v1/me/explain?org={org}&permission=release:create")).At("held")!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task A_role_that_is_bound_to_a_key_is_in_its_tokens_until_it_is_taken_away()
    {
        var (ada, org, _) = await NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "app:read");
        var bound = await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = id, role = "viewer" });
        bound.ShouldBe(HttpStatusCode.Created);

        var token = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
        (await token.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await server.Anonymous().ExchangeAsync(key, "keys:write")).Text("error").ShouldBe("invalid_scope");

        (await ada.DeleteAsync($"/v1/orgs/{org}/bindings/{bound.Text("id")}")).ShouldBe(HttpStatusCode.NoContent);
        (await token.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await server.Anonymous().ExchangeAsync(key)).Text("scope").ShouldBe("app:read");
    }

    [Fact]
    public async Task Who_leaves_and_comes_back_has_neither_the_groups_nor_the_bindings_from_before()
    {
        var (ada, org, bob) = await NewOrgAsync();
        var admins = await NewGroupAsync(ada, org, new { name = "Admins", roles = new[] { "admin" } });
        (await ada.PutAsync($"/v1/orgs/{org}/groups/{admins}/members/{bob.UserId}", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = bob.UserId, role = "admin" })).ShouldBe(HttpStatusCode.Created);
        (await bob.PatchAsync($"/v1/orgs/{org}", new { name = "Renamed" })).ShouldBe(HttpStatusCode.OK);

        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "viewer" })).ShouldBe(HttpStatusCode.Created);

        (await bob.PatchAsync($"/v1/orgs/{org}", new { name = "Again" })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await bob.GetAsync($"/v1/me/effective?org={org}")).At("roles")!.AsArray().Count.ShouldBe(1);
        (await ada.GetAsync($"/v1/orgs/{org}/bindings")).Items().ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_removes_a_member_to_whom_more_is_bound_than_they_hold_but_who_has_it_may_leave()
    {
        var (ada, org, bob) = await NewOrgAsync();
        var cleo = await server.SignUpAsync("Cleo");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = cleo.UserId, role = "viewer" })).ShouldBe(HttpStatusCode.Created);
        await NewRoleAsync(ada, org, "member-keeper", "members:write", "members:read", "org:read", "groups:read");
        (await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = bob.UserId, role = "member-keeper" })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = cleo.UserId, role = "admin" })).ShouldBe(HttpStatusCode.Created);

        (await bob.DeleteAsync($"/v1/orgs/{org}/members/{cleo.UserId}")).ShouldBe(HttpStatusCode.Forbidden, "member.role_too_high");
        (await cleo.DeleteAsync($"/v1/orgs/{org}/members/{cleo.UserId}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Nobody_makes_a_role_of_what_they_do_not_hold_and_owner_is_never_bound()
    {
        var (ada, org, bob) = await NewOrgAsync("admin");

        (await bob.PostAsync($"/v1/orgs/{org}/roles", new { name = "boss", permissions = new[] { "org:delete" } }))
            .ShouldBe(HttpStatusCode.Forbidden, "role.permission_not_held");
        (await bob.PostAsync($"/v1/orgs/{org}/bindings", new { subject = bob.UserId, role = "owner" })).ShouldBe(HttpStatusCode.BadRequest, "binding.invalid");
        (await ada.PostAsync($"/v1/orgs/{org}/roles", new { name = "admin", permissions = new[] { "org:read" } })).ShouldBe(HttpStatusCode.BadRequest, "role.invalid");
        (await bob.PostAsync("/v1/bindings", new { subject = bob.UserId, role = "platform-admin" }))
            .ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
    }

    [Fact]
    public async Task Platform_support_sees_every_organisation_and_changes_none()
    {
        var (ada, org, _) = await NewOrgAsync();
        var admin = await server.SignInAdminAsync();
        var sam = await server.SignUpAsync("Sam");
        (await sam.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.NotFound);
        var bound = await admin.PostAsync("/v1/bindings", new { subject = sam.UserId, role = "platform-support" });
        bound.ShouldBe(HttpStatusCode.Created);

        (await sam.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await sam.GetAsync($"/v1/users/{ada.UserId}")).ShouldBe(HttpStatusCode.OK);
        (await sam.PatchAsync($"/v1/orgs/{org}", new { name = "Mine" })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await admin.DeleteAsync($"/v1/bindings/{bound.Text("id")}")).ShouldBe(HttpStatusCode.NoContent);
        (await sam.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_platform_role_of_a_group_reaches_what_is_below_and_only_who_has_it_lets_others_in()
    {
        var (_, other, _) = await NewOrgAsync();
        var (ada, org, bob) = await NewOrgAsync();
        var admin = await server.SignInAdminAsync();
        var staff = await NewGroupAsync(ada, org, new { name = "Staff" });
        var night = await NewGroupAsync(ada, org, new { name = "Night", parentId = staff });
        (await ada.PutAsync($"/v1/orgs/{org}/groups/{night}/members/{bob.UserId}", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await bob.GetAsync($"/v1/orgs/{other}")).ShouldBe(HttpStatusCode.NotFound);

        var bound = await admin.PostAsync("/v1/bindings", new { subject = staff, role = "platform-support" });
        bound.ShouldBe(HttpStatusCode.Created);

        (await bob.GetAsync($"/v1/orgs/{other}")).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/orgs/{other}")).ShouldBe(HttpStatusCode.NotFound);
        (await ada.PutAsync($"/v1/orgs/{org}/groups/{night}/members/{ada.UserId}", new { }))
            .ShouldBe(HttpStatusCode.Forbidden, "member.role_too_high");
        var free = await NewGroupAsync(ada, org, new { name = "Free" });
        (await ada.PutAsync($"/v1/orgs/{org}/groups/{free}/members/{ada.UserId}", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PostAsync($"/v1/orgs/{org}/groups/{free}/move", new { parentId = staff }))
            .ShouldBe(HttpStatusCode.Forbidden, "member.role_too_high");
        (await admin.DeleteAsync($"/v1/bindings/{bound.Text("id")}")).ShouldBe(HttpStatusCode.NoContent);
        (await bob.GetAsync($"/v1/orgs/{other}")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> NewGroupAsync(Caller caller, string org, object group)
    {
        var answer = await caller.PostAsync($"/v1/orgs/{org}/groups", group);
        answer.ShouldBe(HttpStatusCode.Created);
        return answer.Text("id");
    }

    private static async Task<string> NewRoleAsync(Caller caller, string org, string name, params string[] permissions)
    {
        var answer = await caller.PostAsync($"/v1/orgs/{org}/roles", new { name, permissions });
        answer.ShouldBe(HttpStatusCode.Created);
        return answer.Text("id");
    }

    private async Task<(Caller Owner, string Org, Caller Member)> NewOrgAsync(string role = "member")
    {
        var ada = await server.SignUpAsync();
        var bob = await server.SignUpAsync("Bob");
        var org = await ada.NewOrgAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role })).ShouldBe(HttpStatusCode.Created);
        return (ada, org, bob);
    }
}
