using System.Net;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Users;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage;
using CatalystAuth.Storage.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteUserSearchTests(SqliteServer server) : UserSearchTests(server);

public sealed class PostgresUserSearchTests(PostgresServer server) : UserSearchTests(server)
{
    private readonly PostgresServer _server = server;

    [Fact]
    public async Task A_search_reads_an_index_and_not_the_table()
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CatalystDbContext>();
        await context.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO users (id, email, email_verified, name, labels, platform_admin, version, created_at)
            SELECT gen_random_uuid(), 'seed' || n || '@example.net', false, 'Seed Person' || n, '[]', false, 1, now() FROM generate_series(1, 20000) n;
            INSERT INTO user_terms (term, user_id, hidden) SELECT 'seed', id, false FROM users WHERE name LIKE 'Seed Person%';
            INSERT INTO user_terms (term, user_id, hidden) SELECT lower(substr(name, 6)), id, false FROM users WHERE name LIKE 'Seed Person%';
            ANALYZE users; ANALYZE user_terms; ANALYZE user_emails;
            """, TestContext.Current.CancellationToken);

        // A rare word, one that all have, and both.
        foreach (var q in new[] { "person1234", "seed", "seed person777" })
        {
            var plan = await ExplainAsync(context, new UserQuery(Q: q));
            plan.ShouldContain("user_terms", customMessage: plan);
            plan.ShouldNotContain("Seq Scan on user_terms", customMessage: plan);
            plan.ShouldNotContain("Seq Scan on users", customMessage: plan);
        }

        (await ExplainAsync(context, new UserQuery(Status: UserQuery.Banned))).ShouldNotContain("Seq Scan on users");
        (await ExplainAsync(context, new UserQuery(CreatedAfter: TimeProvider.System.GetUtcNow()))).ShouldNotContain("Seq Scan on users");
    }

    private static async Task<string> ExplainAsync(CatalystDbContext context, UserQuery query)
    {
        var users = UserSearch.Find(context, query, new SearchTerms(SearchWords.Of(query.Q), null), TimeProvider.System.GetUtcNow())
            .OrderBy(id => id).Take(51);
        await context.Database.OpenConnectionAsync();
        await using var command = users.CreateDbCommand();
        command.CommandText = "EXPLAIN " + command.CommandText;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}

public abstract class UserSearchTests(TestServer server)
{
    [Fact]
    public async Task Users_are_found_by_beginnings_of_every_word()
    {
        var mark = Mark();
        var ada = await server.SignUpAsync($"Ada{mark} King");
        var admin = await server.SignInAdminAsync();
        (await ada.PutAsync("/v1/me/profile", new { name = $"Ada{mark} King", givenName = "Augusta", familyName = "Lovelace" })).ShouldBe(HttpStatusCode.OK);

        foreach (var q in new[] { $"ada{mark}", $"ADA{mark[..6]}", $"king ada{mark}", $"ada{mark} lovel", $"augusta ada{mark}", $"ada{mark} example", $"ada{mark} com" })
        {
            (await FindAsync(admin, $"q={Uri.EscapeDataString(q)}")).ShouldBe([ada.UserId], q);
        }

        (await FindAsync(admin, $"q=ada{mark}%20nobody")).ShouldBeEmpty();
        (await FindAsync(admin, $"q={mark}")).ShouldBeEmpty();
        (await ada.PutAsync("/v1/me/profile", new { name = "Somebody" })).ShouldBe(HttpStatusCode.OK);
        (await FindAsync(admin, $"q=ada{mark}%20lovel")).ShouldBeEmpty();
        (await FindAsync(admin, $"q=somebody%20ada{mark}")).ShouldBe([ada.UserId]);
    }

    [Fact]
    public async Task Somebody_with_very_many_words_is_found_by_several_of_them_too()
    {
        var mark = Mark();
        var ada = await server.SignUpAsync($"Ada{mark} King");
        var admin = await server.SignInAdminAsync();
        var labels = Enumerable.Range(0, 40).Select(i => $"l{mark}{i}:{new string('v', 50)}").ToList();
        (await admin.PutAsync($"/v1/users/{ada.UserId}/labels", new { labels })).ShouldBe(HttpStatusCode.OK);

        (await FindAsync(admin, $"q=ada{mark[..6]}%20kin")).ShouldBe([ada.UserId]);
        (await FindAsync(admin, $"q=kin&label={labels[39]}")).ShouldBe([ada.UserId]);
        (await FindAsync(admin, $"q=ada{mark}%20queen")).ShouldBeEmpty();
        (await admin.PutAsync($"/v1/users/{ada.UserId}/labels", new { labels = labels.Take(2) })).ShouldBe(HttpStatusCode.OK);
        (await FindAsync(admin, $"q=ada{mark[..6]}%20kin&label={labels[1]}")).ShouldBe([ada.UserId]);
        (await FindAsync(admin, $"q=ada{mark}&label={labels[1][..^1]}")).ShouldBeEmpty();
        (await FindAsync(admin, $"q=ada{mark}&label={labels[2]}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Users_are_found_by_address_label_status_and_time()
    {
        var mark = Mark();
        var ada = await server.SignUpAsync($"Ada{mark}");
        var bob = await server.SignUpAsync($"Bob{mark}");
        var admin = await server.SignInAdminAsync();
        (await ada.PostAsync("/v1/me/emails", new { address = $"x{mark}@example.org" })).ShouldBe(HttpStatusCode.Created);
        (await admin.PutAsync($"/v1/users/{bob.UserId}/labels", new { labels = new[] { $"l{mark}:a" } })).ShouldBe(HttpStatusCode.OK);
        (await admin.PostAsync($"/v1/users/{bob.UserId}/ban", new { reason = "Spam" })).ShouldBe(HttpStatusCode.OK);

        (await FindAsync(admin, $"email=X{mark}@EXAMPLE.org")).ShouldBe([ada.UserId]);
        (await FindAsync(admin, $"q=x{mark}")).ShouldBe([ada.UserId]);
        (await FindAsync(admin, $"label=l{mark}:a")).ShouldBe([bob.UserId]);
        (await FindAsync(admin, $"label=l{mark}")).ShouldBeEmpty();
        (await FindAsync(admin, $"q=bob{mark}&status=banned")).ShouldBe([bob.UserId]);
        (await FindAsync(admin, $"q=bob{mark}&status=active")).ShouldBeEmpty();
        var born = (await admin.GetAsync($"/v1/users/{bob.UserId}")).Text("createdAt");
        (await FindAsync(admin, $"q=bob{mark}&createdAfter={Uri.EscapeDataString(born)}")).ShouldBe([bob.UserId]);
        (await FindAsync(admin, $"q=bob{mark}&createdBefore={Uri.EscapeDataString(born)}")).ShouldBeEmpty();
        (await admin.PutAsync($"/v1/users/{bob.UserId}/labels", new { labels = Array.Empty<string>() })).ShouldBe(HttpStatusCode.OK);
        (await FindAsync(admin, $"label=l{mark}:a")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gaps()
    {
        var mark = Mark();
        var users = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            users.Add((await server.SignUpAsync($"Page{mark}")).UserId);
        }

        var admin = await server.SignInAdminAsync();
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await admin.GetAsync($"/v1/users?q=page{mark}&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            found.AddRange(page.Items().Select(user => user["id"]!.GetValue<string>()));
            cursor = page.At("nextCursor")?.GetValue<string>();
        }
        while (cursor is not null);

        found.ShouldBe(users);
    }

    [Theory]
    [InlineData("q=!!!", "user.invalid_query")]
    [InlineData("q=a+b+c+d+e+f+g+h+i", "user.invalid_query")]
    [InlineData("email=nobody", "user.invalid_query")]
    [InlineData("status=asleep", "user.invalid_query")]
    [InlineData("label=No%00", "user.invalid_query")]
    [InlineData("createdAfter=yesterday", "request.invalid")]
    [InlineData("limit=0", "request.invalid")]
    [InlineData("cursor=x", "request.invalid_cursor")]
    public async Task A_malformed_search_is_refused(string query, string code)
    {
        var admin = await server.SignInAdminAsync();
        (await admin.GetAsync($"/v1/users?{query}")).ShouldBe(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Only_platform_admins_search_users()
    {
        var ada = await server.SignUpAsync();
        (await ada.GetAsync("/v1/users?q=ada")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await server.Anonymous().GetAsync("/v1/users")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
    }

    [Fact]
    public async Task Members_are_found_within_their_organisation_by_what_others_see_of_them()
    {
        var mark = Mark();
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var bob = await server.SignUpAsync($"Bob{mark}");
        _ = await server.SignUpAsync($"Bob{mark}");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "viewer" })).ShouldBe(HttpStatusCode.Created);
        (await bob.PutAsync("/v1/me/profile", new { name = $"Bob{mark}", familyName = $"Hidden{mark}" })).ShouldBe(HttpStatusCode.OK);
        (await bob.PostAsync("/v1/me/emails", new { address = $"secret{mark}@example.org" })).ShouldBe(HttpStatusCode.Created);
        var admin = await server.SignInAdminAsync();
        (await admin.PutAsync($"/v1/users/{bob.UserId}/labels", new { labels = new[] { $"l{mark}" } })).ShouldBe(HttpStatusCode.OK);

        async Task<string[]> MembersAsync(string query) =>
            [.. (await ada.GetAsync($"/v1/orgs/{org}/members?{query}")).Items().Select(member => member["userId"]!.GetValue<string>())];

        (await MembersAsync($"q=bob{mark}")).ShouldBe([bob.UserId]);
        (await MembersAsync($"q=bob{mark}%20example")).ShouldBe([bob.UserId]);
        (await MembersAsync($"q=bob{mark}&role=viewer")).ShouldBe([bob.UserId]);
        (await MembersAsync($"q=bob{mark}&role=owner")).ShouldBeEmpty();
        (await MembersAsync($"label=l{mark}")).ShouldBe([bob.UserId]);
        (await MembersAsync("role=owner")).ShouldBe([ada.UserId]);
        var group = (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "Bobs" })).Text("id");
        (await ada.PutAsync($"/v1/orgs/{org}/groups/{group}/members/{bob.UserId}", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await MembersAsync($"group={group}")).ShouldBe([bob.UserId]);
        (await MembersAsync($"group={group}&role=owner")).ShouldBeEmpty();
        (await MembersAsync("group=grp_01h455vb4pex5vsknk084sn02q")).ShouldBeEmpty();
        (await MembersAsync($"q=hidden{mark}")).ShouldBeEmpty();
        (await MembersAsync($"q=secret{mark}")).ShouldBeEmpty();
        (await admin.GetAsync($"/v1/users?q=hidden{mark}")).Items().Count.ShouldBe(1);
        (await ada.GetAsync($"/v1/orgs/{org}/members?role=a%00b")).ShouldBe(HttpStatusCode.BadRequest, "member.unknown_role");
        var eve = await server.SignUpAsync("Eve");
        (await eve.GetAsync($"/v1/orgs/{org}/members?q=bob")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
    }

    private static string Mark() => Guid.CreateVersion7().ToString("N")[^10..].Replace('0', 'z');

    private static async Task<string[]> FindAsync(Caller admin, string query)
    {
        var answer = await admin.GetAsync($"/v1/users?{query}");
        answer.ShouldBe(HttpStatusCode.OK);
        return [.. answer.Items().Select(user => user["id"]!.GetValue<string>())];
    }
}
