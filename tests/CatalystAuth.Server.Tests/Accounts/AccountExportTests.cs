using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Accounts;

public sealed class SqliteAccountExportTests(SqliteServer server) : AccountExportTests(server);

public sealed class PostgresAccountExportTests(PostgresServer server) : AccountExportTests(server);

/// <summary>What is known of somebody, and what becomes of it.</summary>
public abstract class AccountExportTests(TestServer server)
{
    [Fact]
    public async Task A_user_takes_out_what_is_known_of_them_without_secrets()
    {
        var ada = await server.SignUpProvenAsync();
        var org = await ada.NewOrgAsync();
        var key = await ada.PostAsync("/v1/me/keys", new { org, name = "Nightly", scopes = new[] { "org:read" } });
        var setup = await ada.PostAsync("/v1/me/mfa/totp", new { name = "Phone" });
        var (_, _, confirmed) = await ada.AddTotpAsync();
        var added = await server.AddAddressAsync(ada);
        var admin = await server.SignInAdminAsync();
        (await admin.PutAsync($"/v1/users/{ada.UserId}/labels", new { labels = new[] { "beta" } })).ShouldBe(HttpStatusCode.OK);

        var export = await ada.GetAsync("/v1/me/export");

        export.ShouldBe(HttpStatusCode.OK);
        export.ContentType.ShouldBe("application/json");
        export.Text("account.id").ShouldBe(ada.UserId);
        export.At("account.orgs")!.AsArray().Count.ShouldBe(1);
        export.At("emails")!.AsArray().Select(email => email!["address"]!.GetValue<string>()).ShouldBe([ada.Email, added], ignoreOrder: true);
        export.At("factors.totp")!.AsArray().Count.ShouldBe(1);
        export.At("sessions")!.AsArray().Count.ShouldBe(1);
        export.At("devices")!.AsArray().ShouldNotBeEmpty();
        export.At("keys")!.AsArray().Single()!["name"]!.GetValue<string>().ShouldBe("Nightly");
        var records = export.At("records")!.AsArray();
        records.Select(record => record!["action"]!.GetValue<string>()).ShouldContain("user.data_exported");
        records.ShouldAllBe(record => record!["target"]!.GetValue<string>() == ada.UserId);
        var byAdmin = records.Single(record => record!["action"]!.GetValue<string>() == "user.labels_changed")!;
        byAdmin["ipAddress"].ShouldBeNull();
        export.At("actions")!.AsArray().ShouldAllBe(record => record!["actor"]!.GetValue<string>() == ada.UserId && record["data"]!.AsObject().Count == 0);
        foreach (var secret in confirmed.RecoveryCodes().Append(key.Text("key")).Append(setup.Text("secret")).Append(ada.RefreshToken).Append(TestServer.Password))
        {
            export.Body.ShouldNotContain(secret);
        }

        (await server.KindsToAsync(ada.Email))[^1].ShouldBe("data_exported");
    }

    [Fact]
    public async Task Nobody_else_takes_it_out()
    {
        (await server.Anonymous().GetAsync("/v1/me/export")).ShouldBe(HttpStatusCode.Unauthorized);
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (_, key) = await ada.NewKeyAsync(org, "org:read");
        var token = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
        (await token.GetAsync("/v1/me/export")).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await token.GetAsync("/v1/me/deletion")).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await server.Anonymous().GetAsync("/v1/me/deletion")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_deletes_their_account_hears_before_what_becomes_of_organisations_and_needs_no_password()
    {
        var ada = await server.SignUpProvenAsync();
        var (alone, shared, foreign) = (await ada.NewOrgAsync("Alone"), await ada.NewOrgAsync("Shared"), await (await server.SignUpAsync("Bob")).NewOrgAsync());
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{shared}/members", new { userId = bob.UserId, role = "owner" })).ShouldBe(HttpStatusCode.Created);
        var theirs = await bob.NewOrgAsync("Theirs");
        (await bob.PostAsync($"/v1/orgs/{theirs}/members", new { userId = ada.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);

        var deletion = await ada.GetAsync("/v1/me/deletion");

        string[] Ids(string list) => [.. deletion.At(list)!.AsArray().Select(org => org!["id"]!.GetValue<string>())];
        Ids("onlyOwnerOf").ShouldBe([alone]);
        Ids("passedOn").ShouldBe([shared]);
        Ids("left").ShouldBe([theirs]);
        deletion.Body.ShouldNotContain(foreign);
        (await ada.SendAsync(HttpMethod.Delete, "/v1/me", new { })).ShouldBe(HttpStatusCode.Conflict, "user.last_owner");

        (await ada.DeleteAsync($"/v1/orgs/{alone}")).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NoContent);
        (await ada.PutAsync("/v1/me/profile", new { name = "Ada", locale = "de-AT" })).ShouldBe(HttpStatusCode.OK);
        (await ada.SendAsync(HttpMethod.Delete, "/v1/me", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        var farewell = (await server.Mails.ToAsync(ada.Email))[^1];
        farewell.Kind.ShouldBe("account_deleted");
        farewell.Text.ShouldContain("Dein Konto ist gelöscht");
    }
}
