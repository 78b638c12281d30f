using System.Net;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteErasureTests(ErasureSqliteServer server) : ErasureTests(server), IClassFixture<ErasureSqliteServer>
{
    [Fact]
    public async Task Of_what_was_erased_nothing_can_be_opened_from_the_file()
    {
        var phone = "+4415550199";
        var ada = await Server.SignUpAsync();
        var admin = await Server.SignInAdminAsync();
        (await ada.PutAsync("/v1/me/profile", new { name = "Ada", phone })).ShouldBe(HttpStatusCode.OK);
        (await ada.PutAsync("/v1/me/profile", new { name = "Ada" })).ShouldBe(HttpStatusCode.OK);
        var secrets = await Server.WithAsync(async (_, context) => (await context.SubjectKeys.Where(key => key.Subject == ada.UserId).ToListAsync())
            .Select(key => key.Sealed).Concat((await context.AuditPersonal.Where(values => values.Subject == ada.UserId).ToListAsync()).Select(values => values.Sealed))
            .ToList());
        secrets.Count.ShouldBeGreaterThan(3);

        (await admin.PostAsync($"/v1/users/{ada.UserId}/erase")).ShouldBe(HttpStatusCode.NoContent);

        // The outbox has a time of its own, which is over here.
        await Server.WithAsync(async (_, context) =>
        {
            await context.Database.ExecuteSqlAsync($"PRAGMA secure_delete = ON");
            await context.OutboxEvents.Where(found => found.Subject == ada.UserId).ExecuteDeleteAsync();
            await context.Database.ExecuteSqlAsync($"VACUUM");
            await context.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)");
            return true;
        });
        var file = await ReadAsync(await Server.WithAsync((_, context) => Task.FromResult(context.Database.GetDbConnection().DataSource)));
        file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(phone)).ShouldBe(-1);
        secrets.Count(secret => file.AsSpan().IndexOf(secret) >= 0).ShouldBe(0);
    }

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        return copy.ToArray();
    }
}

public sealed class PostgresErasureTests(ErasurePostgresServer server) : ErasureTests(server), IClassFixture<ErasurePostgresServer>;

/// <summary>A server of their own: a hold on all keeps everybody else's tests from erasing.</summary>
public sealed class ErasureSqliteServer : SqliteServer;

/// <inheritdoc cref="ErasureSqliteServer"/>
public sealed class ErasurePostgresServer : PostgresServer;

public abstract class ErasureTests(TestServer server)
{
    protected TestServer Server => server;

    [Fact]
    public async Task A_user_and_invitations_to_any_address_of_theirs_can_not_be_read_any_more()
    {
        var bob = await server.SignUpAsync("Bob");
        var (ada, org) = await NewOrgAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = bob.Email.ToUpperInvariant(), role = "member" })).ShouldBe(HttpStatusCode.Created);
        var admin = await server.SignInAdminAsync();

        (await admin.PostAsync($"/v1/users/{bob.UserId}/erase")).ShouldBe(HttpStatusCode.NoContent);

        var created = (await admin.GetAsync($"/v1/audit/events?target={bob.UserId}&action=user.created")).Items().ShouldHaveSingleItem();
        created["data"]!["after"]!["email"]!.ToJsonString().ShouldBe("""{"erased":true}""");
        var invited = (await ada.GetAsync($"/v1/audit/events?org={org}&action=invitation.created")).Items().ShouldHaveSingleItem();
        invited["data"]!["after"]!["email"]!.ToJsonString().ShouldBe("""{"erased":true}""");
        var erased = (await admin.GetAsync($"/v1/audit/events?target={bob.UserId}&action=user.erased")).Items().ShouldHaveSingleItem();
        erased["data"]!.ToJsonString().ShouldBe("""{"invitations":1}""");
        (await ada.GetAsync($"/v1/audit/verify?org={org}")).At("ok")!.GetValue<bool>().ShouldBeTrue();
        (await admin.GetAsync("/v1/audit/verify")).At("ok")!.GetValue<bool>().ShouldBeTrue();
        (await bob.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_deleted_user_is_erased_once_with_invitations_to_addresses_that_are_known_from_the_trail_only()
    {
        var bob = await server.SignUpAsync("Bob");
        var (ada, org) = await NewOrgAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = bob.Email, role = "member" })).ShouldBe(HttpStatusCode.Created);
        var admin = await server.SignInAdminAsync();
        (await admin.DeleteAsync($"/v1/users/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => admin.PostAsync($"/v1/users/{bob.UserId}/erase")));

        answers.Count(answer => answer.Status == HttpStatusCode.NoContent).ShouldBe(1);
        answers.Count(answer => answer.Code == "user.not_found").ShouldBe(3);
        (await ada.GetAsync($"/v1/audit/events?org={org}&action=invitation.created")).Items().Single()["erased"].ShouldNotBeNull();
        (await server.WithAsync((_, context) => context.AuditPersonal.CountAsync(values => values.Subject == bob.UserId))).ShouldBe(0);
    }

    [Fact]
    public async Task Only_platform_admins_erase()
    {
        var ada = await server.SignUpAsync();
        var admin = await server.SignInAdminAsync();
        (await server.Anonymous().PostAsync($"/v1/users/{ada.UserId}/erase")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await ada.PostAsync($"/v1/users/{ada.UserId}/erase")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await admin.PostAsync($"/v1/users/{TypeId.New<UserId>(DateTimeOffset.UtcNow)}/erase")).ShouldBe(HttpStatusCode.NotFound, "user.not_found");
        (await admin.PostAsync("/v1/users/nobody/erase")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_legal_hold_keeps_who_is_in_the_records_that_it_covers()
    {
        var (ada, org) = await NewOrgAsync();
        var (eve, _) = await NewOrgAsync();
        var admin = await server.SignInAdminAsync();
        var hold = await admin.PostAsync("/v1/audit/holds", new { reason = "Case 17", org });
        hold.ShouldBe(HttpStatusCode.Created);

        (await admin.PostAsync($"/v1/users/{ada.UserId}/erase")).ShouldBe(HttpStatusCode.Conflict, "audit.legal_hold");
        (await admin.PostAsync($"/v1/users/{eve.UserId}/erase")).ShouldBe(HttpStatusCode.NoContent);
        (await admin.DeleteAsync($"/v1/audit/holds/{hold.Text("id")}")).ShouldBe(HttpStatusCode.NoContent);
        (await admin.PostAsync($"/v1/users/{ada.UserId}/erase")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Holds_are_set_seen_and_released_once_by_platform_admins()
    {
        var (ada, org) = await NewOrgAsync();
        var admin = await server.SignInAdminAsync();
        (await server.Anonymous().PostAsync("/v1/audit/holds", new { reason = "x" })).ShouldBe(HttpStatusCode.Unauthorized);
        (await ada.PostAsync("/v1/audit/holds", new { reason = "x", org })).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.GetAsync("/v1/audit/holds")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await admin.PostAsync("/v1/audit/holds", new { reason = " " })).ShouldBe(HttpStatusCode.BadRequest, "audit.invalid_hold");
        (await admin.PostAsync("/v1/audit/holds", new { reason = new string('x', 501) })).ShouldBe(HttpStatusCode.BadRequest, "audit.invalid_hold");
        (await admin.PostAsync("/v1/audit/holds", new { reason = "x", org = "org_01h455vb4pex5vsknk084sn02q" })).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        var hold = (await admin.PostAsync("/v1/audit/holds", new { reason = "Case 18", org })).Text("id");
        (await ada.DeleteAsync($"/v1/audit/holds/{hold}")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => admin.DeleteAsync($"/v1/audit/holds/{hold}")));

        answers.Count(answer => answer.Status == HttpStatusCode.NoContent).ShouldBe(1);
        answers.Count(answer => answer.Code == "audit.hold_not_found").ShouldBe(2);
        var released = (await admin.GetAsync("/v1/audit/holds")).Items().Single(found => found["id"]!.GetValue<string>() == hold);
        released["releasedBy"]!.GetValue<string>().ShouldBe(admin.UserId);
        (await admin.GetAsync($"/v1/audit/events?target={hold}")).Items().Select(entry => entry["action"]!.GetValue<string>())
            .ShouldBe(["audit.hold_released", "audit.hold_set"]);
    }

    private async Task<(Caller Ada, string Org)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewOrgAsync());
    }
}
