using System.Data.Common;
using System.Net;
using System.Text;
using CatalystAuth.Core.Audit.Exports;
using CatalystAuth.Core.Audit.Personal;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteAuditPersonalTests(SqliteServer server) : AuditPersonalTests(server);

public sealed class PostgresAuditPersonalTests(PostgresServer server) : AuditPersonalTests(server);

public abstract class AuditPersonalTests(TestServer server)
{
    [Fact]
    public async Task Personal_values_are_shown_and_not_stored_in_clear()
    {
        var ada = await server.SignUpAsync();
        var admin = await server.SignInAdminAsync();
        (await ada.PutAsync("/v1/me/profile", new { name = "Ada", phone = "+441234567890" })).ShouldBe(HttpStatusCode.OK);

        var updated = (await admin.GetAsync($"/v1/audit/events?target={ada.UserId}&action=user.updated")).Items().ShouldHaveSingleItem();

        updated["data"]!["after"]!["phone"]!.GetValue<string>().ShouldBe("+441234567890");
        updated["ipAddress"]!.GetValue<string>().ShouldBe("127.0.0.1");
        updated["erased"].ShouldBeNull();
        var stored = (await server.RecordsOfAsync(ada.UserId)).Single(record => record.Action == "user.updated");
        stored.Data.ShouldContain("""{"personal":""");
        stored.Data.ShouldNotContain("+441234567890");
        stored.IpAddress!.ShouldStartWith("""{"personal":""");
        var kept = await server.WithAsync((_, context) => context.AuditPersonal.Where(values => values.RecordId == stored.Id).ToListAsync());
        kept.ShouldHaveSingleItem().Subject.ShouldBe(ada.UserId);
        Encoding.Latin1.GetString(kept[0].Sealed).ShouldNotContain("+441234567890");
    }

    [Fact]
    public async Task Values_of_two_people_in_one_record_are_kept_apart()
    {
        var bob = await server.SignUpAsync("Bob");
        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync($"/v1/users/{bob.UserId}/ban", new { reason = "spam of Bob's" })).ShouldBe(HttpStatusCode.OK);
        await EraseAsync(bob.UserId);

        var banned = (await admin.GetAsync($"/v1/audit/events?target={bob.UserId}&action=user.banned")).Items().ShouldHaveSingleItem();

        banned["data"]!["after"]!["reason"]!.ToJsonString().ShouldBe("""{"erased":true}""");
        banned["ipAddress"]!.GetValue<string>().ShouldBe("127.0.0.1");
        banned["erased"]!.AsArray().Single()!.GetValue<string>().ShouldBe("/data/after/reason");
    }

    [Fact]
    public async Task Chains_checkpoints_and_old_exports_hold_after_an_erasure_and_new_exports_too()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var invited = $"guest-{Guid.CreateVersion7():N}@example.com";
        var invitation = (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = invited, role = "member" })).Text("id");
        await server.SignChainsAsync();
        var before = await ada.GetAsync($"/v1/audit/export?org={org}");
        before.Body.ShouldContain($"\"value\":\"{invited}\"");
        (await ada.GetAsync($"/v1/audit/export?org={org}&format=csv")).Body.ShouldContain(invited);

        await EraseAsync(invitation, ada.UserId);

        (await ada.GetAsync($"/v1/audit/verify?org={org}")).At("ok")!.GetValue<bool>().ShouldBeTrue();
        var after = await ada.GetAsync($"/v1/audit/export?org={org}");
        after.Body.ShouldNotContain(invited);
        (await ada.GetAsync($"/v1/audit/export?org={org}&format=csv")).Body.ShouldNotContain(invited);
        await ShouldHoldAsync(before);
        await ShouldHoldAsync(after);
        var created = (await ada.GetAsync($"/v1/audit/events?org={org}&action=invitation.created")).Items().ShouldHaveSingleItem();
        created["erased"]!.AsArray().Select(place => place!.GetValue<string>()).ShouldBe(["/data/after/email", "/ipAddress"]);
    }

    [Fact]
    public async Task What_an_erased_person_does_later_is_kept_under_a_new_key()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        await EraseAsync(ada.UserId);
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Later" })).ShouldBe(HttpStatusCode.OK);

        var entries = (await ada.GetAsync($"/v1/audit/events?org={org}")).Items();

        entries.Select(entry => entry["ipAddress"] is null).ShouldBe([false, true]);
    }

    [Fact]
    public async Task Two_that_need_a_new_key_at_once_use_the_same()
    {
        var ada = await server.SignUpAsync();
        var orgs = new List<string>();
        for (var n = 0; n < 6; n++)
        {
            orgs.Add(await ada.NewOrgAsync());
        }

        await EraseAsync(ada.UserId);
        var answers = await Task.WhenAll(orgs.Select(org => ada.PatchAsync($"/v1/orgs/{org}", new { name = "At once" })));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        foreach (var org in orgs)
        {
            (await ada.GetAsync($"/v1/audit/events?org={org}&action=org.updated")).Items().Single()["ipAddress"].ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Values_may_be_deleted_but_not_exchanged()
    {
        await server.SignUpAsync();
        var refusal = await server.WithAsync((_, context) =>
            Should.ThrowAsync<DbException>(() => context.Database.ExecuteSqlRawAsync("UPDATE audit_personal SET subject = 'x'")));
        refusal.Message.ShouldContain("append-only");
    }

    protected Task EraseAsync(params string[] subjects) => server.WithAsync(async (services, _) => await services.GetRequiredService<IUnitOfWork>()
        .RunAsync<bool>(
            async ct =>
            {
                await services.GetRequiredService<PersonalVault>().EraseAsync(subjects, ct);
                return true;
            },
            CancellationToken.None));

    private async Task ShouldHoldAsync(Answer export)
    {
        var jwks = Encoding.UTF8.GetBytes((await server.Anonymous().GetAsync("/.well-known/jwks.json")).Body);
        ExportVerifier.TryCreate(jwks, out var verifier).ShouldBeTrue();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(export.Body));
        var found = await verifier!.VerifyAsync(stream, null, CancellationToken.None);
        found.IsOk.ShouldBeTrue(found.Fault?.ToString());
    }
}
