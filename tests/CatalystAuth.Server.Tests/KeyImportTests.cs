using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteKeyImportTests(SqliteServer server) : KeyImportTests(server);

public sealed class PostgresKeyImportTests(PostgresServer server) : KeyImportTests(server);

/// <summary>Keys that another system gave out work as before, and only their hashes are ever known here.</summary>
public abstract class KeyImportTests(TestServer server)
{
    [Fact]
    public async Task A_foreign_key_is_exchanged_disabled_rotated_and_revoked_like_one_of_here()
    {
        var (ada, org) = await NewOrgAsync();
        var text = NewText();
        var rows = await ImportAsync(ada, org, Row(text, kind: "server", hint: text[^4..]));
        var id = rows[0]!["id"]!.GetValue<string>();

        var exchanged = await server.Anonymous().ExchangeAsync(text);

        exchanged.ShouldBe(HttpStatusCode.OK);
        Jwt.Payload(exchanged.Text("access_token"))["sub"]!.GetValue<string>().ShouldBe(id);
        var read = await ada.GetAsync($"/v1/keys/{id}");
        (read.Text("hint"), read.At("imported")!.GetValue<bool>()).ShouldBe((text[^4..], true));
        read.Body.ShouldNotContain("hash");
        (await server.Anonymous().TokenAsync(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", text))).ShouldBe(HttpStatusCode.OK);
        var (otherId, _) = await ada.NewKeyAsync(org, "org:read");
        (await server.Anonymous().TokenAsync(("grant_type", "client_credentials"), ("client_id", otherId), ("client_secret", text)))
            .ShouldBe(HttpStatusCode.Unauthorized, "key.invalid");

        (await ada.PostAsync($"/v1/keys/{id}/disable")).ShouldBe(HttpStatusCode.OK);
        (await server.Anonymous().ExchangeAsync(text)).ShouldBe(HttpStatusCode.BadRequest, "key.disabled");
        (await ada.PostAsync($"/v1/keys/{id}/enable")).ShouldBe(HttpStatusCode.OK);

        var rotated = await ada.PostAsync($"/v1/keys/{id}/rotate", new { overlap = 3600 });
        var native = rotated.Text("key");
        native.ShouldStartWith("ck_live_");
        (await server.Anonymous().ExchangeAsync(native)).ShouldBe(HttpStatusCode.OK);
        (await server.Anonymous().ExchangeAsync(text)).ShouldBe(HttpStatusCode.OK);
        var again = (await ada.PostAsync($"/v1/keys/{id}/rotate", new { overlap = 3600 })).Text("key");
        (await server.Anonymous().ExchangeAsync(text)).ShouldBe(HttpStatusCode.BadRequest, "key.invalid");

        (await ada.DeleteAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await server.Anonymous().ExchangeAsync(again)).ShouldBe(HttpStatusCode.BadRequest, "key.revoked");
        (await server.RecordsOfAsync(id)).Select(record => record.Action).ShouldBe(
            ["key.imported", "key.disabled", "key.enabled", "key.rotated", "key.rotated", "key.revoked"]);
    }

    [Fact]
    public async Task All_that_a_key_is_made_of_can_come_with_it()
    {
        var (ada, org) = await NewOrgAsync();
        (await ada.PutAsync($"/v1/orgs/{org}/rate-limits/exchange", new { permits = 1, windowSeconds = 3600 })).ShouldBe(HttpStatusCode.OK);
        var (limited, elsewhere, disabled) = (NewText(), NewText(), NewText());
        var end = DateTimeOffset.UtcNow.AddDays(1);
        var first = Row(limited);
        first["rateLimits"] = new JsonArray("exchange");
        first["audiences"] = new JsonArray("search");
        first["labels"] = new JsonArray("tier:gold");
        first["description"] = "From before";
        first["expiresAt"] = end.ToString("O");
        var second = Row(elsewhere);
        second["addresses"] = new JsonArray("203.0.113.0/24");
        var third = Row(disabled);
        third["disabled"] = true;

        var rows = await ImportAsync(ada, org, first, second, third);

        var token = Jwt.Payload((await server.Anonymous().ExchangeAsync(limited)).Text("access_token"));
        token["aud"]!.GetValue<string>().ShouldBe("search");
        token["labels"]!.AsArray().Select(label => label!.GetValue<string>()).ShouldContain("tier:gold");
        (await server.Anonymous().ExchangeAsync(limited)).ShouldBe(HttpStatusCode.TooManyRequests, "key.rate_limited");
        (await server.Anonymous().ExchangeAsync(elsewhere)).ShouldBe(HttpStatusCode.BadRequest, "key.address_not_allowed");
        (await server.Anonymous().ExchangeAsync(disabled)).ShouldBe(HttpStatusCode.BadRequest, "key.disabled");
        var read = await ada.GetAsync($"/v1/keys/{rows[0]!["id"]}");
        (DateTimeOffset.Parse(read.Text("expiresAt"), null) - end).TotalSeconds.ShouldBeInRange(-2, 0);
        read.Text("description").ShouldBe("From before");
    }

    [Fact]
    public async Task Each_way_to_write_a_hash_is_the_same_hash_and_a_hash_is_there_once()
    {
        var (ada, org) = await NewOrgAsync();
        var (eve, evesOrg) = await NewOrgAsync();
        string[] texts = [NewText(), NewText(), NewText(), NewText()];
        var digest = SHA256.HashData(Encoding.ASCII.GetBytes(texts[0]));

        var rows = await ImportAsync(
            ada, org, WithHash(Hex(texts[1])), WithHash(Convert.ToBase64String(digest)), WithHash(Base64Url.EncodeToString(digest)), WithHash(Hex(texts[0])),
            WithHash(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(texts[2])))), WithHash(Hex(texts[3]).ToLowerInvariant()));

        Codes(rows).ShouldBe([null, null, "key.hash_exists", "key.hash_exists", null, null]);
        rows[2]!["error"]!["field"]!.GetValue<string>().ShouldBe("hash");
        foreach (var text in texts)
        {
            (await server.Anonymous().ExchangeAsync(text)).ShouldBe(HttpStatusCode.OK);
        }

        Codes(await ImportAsync(ada, org, WithHash(Hex(texts[1])), Row(NewText()))).ShouldBe(["key.hash_exists", null]);
        Codes(await ImportAsync(eve, evesOrg, WithHash(Hex(texts[1])))).ShouldBe(["key.hash_exists"]);
    }

    [Fact]
    public async Task A_hash_that_many_import_at_once_becomes_one_key()
    {
        var owners = new List<(Caller Caller, string Org)>();
        for (var i = 0; i < 3; i++)
        {
            owners.Add(await NewOrgAsync());
        }

        var texts = Enumerable.Range(0, 5).Select(_ => NewText()).ToArray();

        var answers = await Task.WhenAll(owners.SelectMany((owner, i) => Enumerable.Range(0, 2).Select(_ =>
            ImportAsync(owner.Caller, owner.Org, [.. (i % 2 == 0 ? texts : texts.Reverse()).Select(text => Row(text))]))));

        answers.SelectMany(Codes).Count(code => code is null).ShouldBe(texts.Length);
        answers.SelectMany(Codes).ShouldAllBe(code => code == null || code == "key.hash_exists");
    }

    [Fact]
    public async Task Bad_rows_are_told_with_what_is_wrong_and_good_ones_imported()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "admin" })).ShouldBe(HttpStatusCode.Created);
        var good = NewText();

        // Bob holds no org:delete.
        var rows = await ImportAsync(
            bob, org, With("scopes", new JsonArray("org:delete")), With("hash", "$2b$10$abc"), With("hash", Hex(good) + "00"), With("name", ""),
            With("kind", "ephemeral"), With("expiresAt", "2020-01-01T00:00:00Z"), With("hint", "12345"), With("hint", "\u00e9"),
            With("addresses", new JsonArray("here")), With("rateLimits", new JsonArray("none")), With("userId", ada.UserId), null, Row(good));

        rows.Select(row => row!["index"]!.GetValue<int>()).ShouldBe(Enumerable.Range(0, 13));
        rows.Select(row => (row!["error"]?["code"]?.GetValue<string>(), row["error"]?["field"]?.GetValue<string>())).ShouldBe(
            [
                ("key.scope_not_held", "scopes"), ("key.invalid_hash", "hash"), ("key.invalid_hash", "hash"), ("key.invalid_name", "name"),
                ("key.invalid_life", "expiresAt"), ("key.invalid_life", "expiresAt"), ("key.invalid_hint", "hint"), ("key.invalid_hint", "hint"),
                ("key.invalid_address", "addresses"), ("key.invalid_rate_limit", "rateLimits"), ("key.of_another", "userId"), ("request.invalid", "keys"),
                (null, null),
            ]);
        (await server.Anonymous().ExchangeAsync(good)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_owner_brings_in_keys_of_members_which_can_do_what_the_member_can()
    {
        var (ada, org) = await NewOrgAsync();
        var (bob, stranger) = (await server.SignUpAsync("Bob"), await server.SignUpAsync("Stranger"));
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "viewer" })).ShouldBe(HttpStatusCode.Created);
        var text = NewText();

        var rows = await ImportAsync(
            ada, org, Row(text, bob, scopes: ["org:read", "members:write"]), Row(NewText(), stranger), Row(NewText(), bob, kind: "server"));

        Codes(rows).ShouldBe([null, "member.not_found", "key.invalid_kind"]);
        var exchanged = await server.Anonymous().ExchangeAsync(text);
        exchanged.Text("scope").ShouldBe("org:read");
        Jwt.Payload(exchanged.Text("access_token"))["sub"]!.GetValue<string>().ShouldBe(bob.UserId);
        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        (await server.Anonymous().ExchangeAsync(text)).ShouldBe(HttpStatusCode.BadRequest, "key.revoked");
    }

    [Fact]
    public async Task A_user_has_no_more_keys_by_import_than_by_issue()
    {
        var (ada, org) = await NewOrgAsync();

        var rows = await ImportAsync(ada, org, [.. Enumerable.Range(0, 52).Select(_ => Row(NewText(), ada))]);

        Codes(rows).Count(code => code is null).ShouldBe(50);
        Codes(rows).Count(code => code == "key.too_many").ShouldBe(2);
    }

    [Fact]
    public async Task A_thousand_rows_are_as_many_as_there_may_be()
    {
        var (ada, org) = await NewOrgAsync();
        var path = $"/v1/orgs/{org}/keys/import";

        (await ada.PostAsync(path, Body())).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.PostAsync(path, Body([.. Enumerable.Range(0, 1001).Select(_ => Row(NewText()))]))).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        var rows = await ImportAsync(ada, org, [.. Enumerable.Range(0, 1000).Select(n => With("description", new string('d', 400)))]);

        Codes(rows).ShouldAllBe(code => code == null);
        (await ada.GetAsync($"/v1/orgs/{org}/keys?limit=200")).Items().Count.ShouldBe(200);
    }

    [Fact]
    public async Task Who_may_not_and_what_is_no_safe_hash_is_refused()
    {
        var (ada, org) = await NewOrgAsync();
        var path = $"/v1/orgs/{org}/keys/import";
        var viewer = await server.SignUpAsync("Vic");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = viewer.UserId, role = "viewer" })).ShouldBe(HttpStatusCode.Created);
        var (_, strong) = await ada.NewKeyAsync(org, "keys:write");
        var key = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(strong)).Text("access_token"));

        (await server.Anonymous().PostAsync(path, Body(Row(NewText())))).ShouldBe(HttpStatusCode.Unauthorized);
        (await (await server.SignUpAsync("Eve")).PostAsync(path, Body(Row(NewText())))).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await viewer.PostAsync(path, Body(Row(NewText())))).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await key.PostAsync(path, Body(Row(NewText())))).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        var bcrypt = Body(Row(NewText()));
        bcrypt["algorithm"] = "bcrypt";
        (await ada.PostAsync(path, bcrypt)).ShouldBe(HttpStatusCode.BadRequest, "key.unsupported_hash");
        var weak = Body(Row(NewText()));
        weak["entropyBits"] = 127;
        (await ada.PostAsync(path, weak)).ShouldBe(HttpStatusCode.BadRequest, "key.unsupported_hash");
        var unsaid = Body(Row(NewText()));
        unsaid.Remove("entropyBits");
        (await ada.PostAsync(path, unsaid)).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Theory]
    [InlineData("fifteen-is-few.", "key.malformed")]
    [InlineData("sixteen-is-well.", "key.invalid")]
    [InlineData("with a space between", "key.malformed")]
    [InlineData("ck_live_of_somebody_else_1234567890", "key.malformed")]
    [InlineData("not-ascii-at-all-\u00e9\u00e9\u00e9", "key.malformed")]
    public async Task What_can_be_no_key_is_told_so(string text, string code) =>
        (await server.Anonymous().ExchangeAsync(text)).ShouldBe(HttpStatusCode.BadRequest, code);

    [Fact]
    public async Task A_key_has_512_characters_at_most()
    {
        (await server.Anonymous().ExchangeAsync(new string('x', 512))).ShouldBe(HttpStatusCode.BadRequest, "key.invalid");
        (await server.Anonymous().ExchangeAsync(new string('x', 513))).ShouldBe(HttpStatusCode.BadRequest, "key.malformed");
    }

    private static string NewText() => $"sk_other_{RandomNumberGenerator.GetString("0123456789abcdefghijkmnopqrstuvwxyz", 40)}";

    private static string Hex(string text) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    private static JsonObject WithHash(string hash) => new()
    {
        ["hash"] = hash,
        ["name"] = "imported",
        ["scopes"] = new JsonArray("org:read"),
    };

    private static JsonObject Row(string text, Caller? owner = null, string[]? scopes = null, string kind = "secret", string? hint = null)
    {
        var row = WithHash(Hex(text));
        row["kind"] = kind;
        row["scopes"] = new JsonArray([.. (scopes ?? ["org:read"]).Select(scope => JsonValue.Create(scope))]);
        if (owner is not null)
        {
            row["userId"] = owner.UserId;
        }

        if (hint is not null)
        {
            row["hint"] = hint;
        }

        return row;
    }

    private static JsonObject With(string member, JsonNode value)
    {
        var row = Row(NewText());
        row[member] = value;
        return row;
    }

    private static JsonObject Body(params JsonNode?[] rows) => new() { ["keys"] = new JsonArray(rows), ["entropyBits"] = 206 };

    private static async Task<JsonArray> ImportAsync(Caller caller, string org, params JsonNode?[] rows)
    {
        var answer = await caller.PostAsync($"/v1/orgs/{org}/keys/import", Body(rows));
        answer.ShouldBe(HttpStatusCode.OK);
        return answer.At("results")!.AsArray();
    }

    private static IEnumerable<string?> Codes(JsonArray rows) => rows.Select(row => row!["error"]?["code"]?.GetValue<string>());

    private async Task<(Caller Owner, string Org)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewOrgAsync());
    }
}
