using System.Net;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.SigningKeys;

public sealed class SqliteSigningKeyTests(SqliteKeyServer server) : SigningKeyTests(server), IClassFixture<SqliteKeyServer>;

public sealed class PostgresSigningKeyTests(PostgresKeyServer server) : SigningKeyTests(server), IClassFixture<PostgresKeyServer>;

public abstract class SigningKeyTests(TestServer server)
{
    private static readonly TimeSpan Published = TimeSpan.FromDays(1);

    // What another test left pending signs then.
    private static readonly TimeSpan PendingNoMore = TimeSpan.FromDays(2);

    [Fact]
    public async Task Platform_admins_see_the_keys_and_nothing_that_signs()
    {
        var admin = await server.SignInAdminAsync();

        var keys = await admin.GetAsync("/v1/signing-keys");

        keys.ShouldBe(HttpStatusCode.OK);
        foreach (var use in (string[])["access", "decision", "refresh", "audit"])
        {
            keys.Items().ShouldContain(key => key["use"]!.GetValue<string>() == use && key["status"]!.GetValue<string>() == "active", use);
        }

        keys.Items().SelectMany(key => key.AsObject().Select(member => member.Key)).ShouldBeSubsetOf(
            ["id", "use", "algorithm", "status", "createdAt", "activeFrom", "signsUntil", "verifiesUntil", "revokedAt"]);
        keys.Items().Select(key => key["id"]!.GetValue<string>()).ShouldContain(admin.KeyOf());
    }

    [Fact]
    public async Task Others_neither_see_nor_change_them()
    {
        var eve = await server.SignUpAsync("Eve");
        var nobody = server.Anonymous();
        foreach (var (caller, status, code) in ((Caller, HttpStatusCode, string)[])
            [(eve, HttpStatusCode.Forbidden, "auth.platform_admin_required"), (nobody, HttpStatusCode.Unauthorized, "auth.unauthenticated")])
        {
            (await caller.GetAsync("/v1/signing-keys")).ShouldBe(status, code);
            (await caller.PostAsync("/v1/signing-keys/rotate", new { })).ShouldBe(status, code);
            (await caller.PostAsync($"/v1/signing-keys/{eve.KeyOf()}/revoke", new { reason = "Mine" })).ShouldBe(status, code);
        }
    }

    [Theory]
    [InlineData("/v1/signing-keys/rotate", """{"use":"root"}""")]
    [InlineData("/v1/signing-keys/rotate", """{"use":"access","algorithm":"none"}""")]
    [InlineData("/v1/signing-keys/rotate", """{"immediately":"yes"}""")]
    [InlineData("/v1/signing-keys/any/revoke", """{}""")]
    [InlineData("/v1/signing-keys/any/revoke", """{"reason":null}""")]
    public async Task A_malformed_request_is_refused(string path, string body) =>
        (await (await server.SignInAdminAsync()).PostAsync(path, Json.Content(body))).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");

    [Fact]
    public async Task A_new_key_is_published_first_then_signs_and_the_old_one_retires_behind_its_last_token()
    {
        await server.TurnAsync(PendingNoMore);
        var admin = await server.SignInAdminAsync();
        var old = admin.KeyOf();

        var made = await admin.PostAsync("/v1/signing-keys/rotate", new { });
        made.ShouldBe(HttpStatusCode.OK);
        var next = made.Text("id");
        made.Text("status").ShouldBe("pending");
        (await admin.PostAsync("/v1/signing-keys/rotate", new { })).ShouldBe(HttpStatusCode.Conflict, "signing_key.rotation_pending");
        ((string[])[old, next]).ShouldBeSubsetOf(await server.KeySetAsync());
        (await server.SignUpAsync()).KeyOf().ShouldBe(old);

        await server.TurnAsync(Published - TimeSpan.FromSeconds(30));
        var last = await server.SignUpAsync();
        last.KeyOf().ShouldBe(old);
        await server.TurnAsync(TimeSpan.FromSeconds(31));
        (await server.SignUpAsync()).KeyOf().ShouldBe(next);
        (await last.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(old)).ShouldBe("retiring");
        ((string[])[old, next]).ShouldBeSubsetOf(await server.KeySetAsync());

        await server.TurnAsync(TimeSpan.FromHours(25) + TimeSpan.FromMinutes(2));
        (await StatusAsync(old)).ShouldBe("retired");
        (await server.KeySetAsync()).ShouldNotContain(old);
        await server.RotateDueAsync();
        (await server.StoredKeysAsync(SigningKeyUse.Access)).Single(key => key.Id == old).ProtectedSecret.ShouldBeEmpty();
        (await server.RecordsOfAsync(next)).Select(record => record.Action).ShouldBe(["signing_key.rotated"]);
    }

    [Fact]
    public async Task Keys_rotate_by_themselves_once_each_interval()
    {
        await server.TurnAsync(TimeSpan.FromDays(90));
        await server.RotateDueAsync();
        await server.RotateDueAsync();

        foreach (var use in Enum.GetValues<SigningKeyUse>())
        {
            var keys = await server.StoredKeysAsync(use);
            var now = Clock().GetUtcNow();
            keys.Count(key => key.ActiveFrom > now).ShouldBeLessThanOrEqualTo(1, $"{use}");
            keys.Where(key => key.RevokedAt is null).Max(key => key.ActiveFrom).ShouldBeGreaterThan(now - TimeSpan.FromDays(2), $"{use}");
        }
    }

    [Fact]
    public async Task What_a_revoked_key_signed_is_refused_at_once_everywhere()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await ada.PutAsync($"/v1/orgs/{org}/permissions/app:read", new { })).ShouldBe(HttpStatusCode.OK);
        var app = await ada.NewAppAsync(org);
        var member = await server.EnterAsync(ada, org);
        (await server.AskGateAsync(app, "/private", member.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        var admin = await server.SignInAdminAsync();
        var key = admin.KeyOf();

        var revoked = await admin.PostAsync($"/v1/signing-keys/{key}/revoke", new { reason = "Seen in a backup that was lost" });

        revoked.ShouldBe(HttpStatusCode.OK);
        revoked.Text("status").ShouldBe("revoked");
        (await admin.GetAsync("/v1/signing-keys")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await member.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await server.AskGateAsync(app, "/private", member.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.KeySetAsync()).ShouldNotContain(key);

        // Sessions live on, with tokens of the key that took over.
        var again = new Caller(server.NewHttpClient(), (await member.RefreshAsync(member.RefreshToken)).Text("access_token"));
        again.KeyOf().ShouldNotBe(key);
        (await again.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await server.AskGateAsync(app, "/private", again.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);

        var back = await server.SignInAdminAsync();
        (await back.PostAsync($"/v1/signing-keys/{key}/revoke", new { reason = "Again" })).ShouldBe(HttpStatusCode.Conflict, "signing_key.ended");
        (await server.StoredKeysAsync(SigningKeyUse.Access)).Single(stored => stored.Id == key).ProtectedSecret.ShouldBeEmpty();
        var record = (await server.RecordsOfAsync(key))[^1];
        record.Action.ShouldBe("signing_key.revoked");
        record.Data.ShouldContain(again.KeyOf());
        record.Data.ShouldContain("Seen in a backup");
    }

    [Fact]
    public async Task A_key_that_is_published_already_takes_the_place_of_a_revoked_one()
    {
        await server.TurnAsync(PendingNoMore);
        var admin = await server.SignInAdminAsync();
        var made = await admin.PostAsync("/v1/signing-keys/rotate", new { use = "decision" });
        var active = (await admin.GetAsync("/v1/signing-keys")).Items()
            .Single(key => key["use"]!.GetValue<string>() == "decision" && key["status"]!.GetValue<string>() == "active")["id"]!.GetValue<string>();

        (await admin.PostAsync($"/v1/signing-keys/{active}/revoke", new { reason = "Test" })).ShouldBe(HttpStatusCode.OK);

        (await StatusAsync(made.Text("id"))).ShouldBeOneOf("active", "pending");
        await server.TurnAsync(TimeSpan.FromSeconds(2));
        (await StatusAsync(made.Text("id"))).ShouldBe("active");
    }

    [Fact]
    public async Task A_revocation_that_makes_no_sense_is_refused()
    {
        var admin = await server.SignInAdminAsync();
        var audit = (await server.StoredKeysAsync(SigningKeyUse.Audit))[0].Id;

        (await admin.PostAsync($"/v1/signing-keys/{audit}/revoke", new { reason = "Test" })).ShouldBe(HttpStatusCode.Conflict, "signing_key.not_revocable");
        (await admin.PostAsync("/v1/signing-keys/unknown/revoke", new { reason = "Test" })).ShouldBe(HttpStatusCode.NotFound, "signing_key.not_found");
        (await admin.PostAsync($"/v1/signing-keys/{admin.KeyOf()}/revoke", new { reason = " " })).ShouldBe(HttpStatusCode.BadRequest, "signing_key.invalid_reason");
        (await admin.PostAsync($"/v1/signing-keys/{admin.KeyOf()}/revoke", new { reason = new string('x', 501) }))
            .ShouldBe(HttpStatusCode.BadRequest, "signing_key.invalid_reason");
        (await admin.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Keys_of_checkpoints_verify_for_ever()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        await server.SignChainsAsync();
        var admin = await server.SignInAdminAsync();
        var old = (await server.StoredKeysAsync(SigningKeyUse.Audit)).Where(key => key.ActiveFrom <= Clock().GetUtcNow()).MaxBy(key => key.ActiveFrom)!.Id;

        var rotated = await admin.PostAsync("/v1/signing-keys/rotate", new { use = "audit", immediately = true });
        rotated.ShouldBe(HttpStatusCode.OK);
        await server.TurnAsync(TimeSpan.FromDays(4 * 365));
        await server.RotateDueAsync();

        var back = await server.SignInAdminAsync();
        (await back.PatchAsync($"/v1/orgs/{org}", new { name = "Later" })).ShouldBe(HttpStatusCode.OK);
        await server.SignChainsAsync();
        (await server.StoredKeysAsync(SigningKeyUse.Audit)).Single(key => key.Id == old).ProtectedSecret.ShouldBeEmpty();
        ((string[])[old, rotated.Text("id")]).ShouldBeSubsetOf(await server.KeySetAsync());
        var verified = await back.GetAsync($"/v1/audit/verify?org={org}");
        verified.At("ok")!.GetValue<bool>().ShouldBeTrue(verified.Body);
        verified.At("signedRecords")!.GetValue<long>().ShouldBe(2);
    }

    [Fact]
    public async Task A_key_set_says_how_long_it_holds_and_is_not_sent_again()
    {
        foreach (var path in (string[])["/.well-known/jwks.json", "/.well-known/jwks-eddsa.json"])
        {
            using var http = server.NewHttpClient();
            using var first = await http.GetAsync(path, TestContext.Current.CancellationToken);
            first.Headers.CacheControl!.Public.ShouldBeTrue();
            first.Headers.CacheControl.MaxAge.ShouldBe(TimeSpan.FromMinutes(5));
            var tag = first.Headers.ETag.ShouldNotBeNull();

            foreach (var known in (string[])[tag.ToString(), $"W/{tag}", $"\"other\", {tag}", "*"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation("If-None-Match", known);
                using var again = await http.SendAsync(request, TestContext.Current.CancellationToken);
                again.StatusCode.ShouldBe(HttpStatusCode.NotModified, known);
                again.Headers.ETag.ShouldBe(tag);
                (await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
            }

            foreach (var other in (string[])["\"other\"", "nonsense", ""])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation("If-None-Match", other);
                using var again = await http.SendAsync(request, TestContext.Current.CancellationToken);
                again.StatusCode.ShouldBe(HttpStatusCode.OK, other);
            }
        }
    }

    private TimeProvider Clock() => (TimeProvider)server.Services.GetService(typeof(TimeProvider))!;

    private async Task<string> StatusAsync(string key) => (await (await server.SignInAdminAsync()).GetAsync("/v1/signing-keys")).Items()
        .Single(found => found["id"]!.GetValue<string>() == key)["status"]!.GetValue<string>();
}
