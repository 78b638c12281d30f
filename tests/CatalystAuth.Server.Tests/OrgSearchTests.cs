using System.Net;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Users;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage;
using CatalystAuth.Storage.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteOrgSearchTests(SqliteServer server) : OrgSearchTests(server)
{
    private readonly SqliteServer _server = server;

    [Fact]
    public async Task A_rare_word_leads_to_its_organisations_and_a_common_one_is_asked_of_each_until_the_page_is_full()
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CatalystDbContext>();
        var owner = new UserId(Guid.CreateVersion7());
        for (var i = 0; i < 1000; i++)
        {
            var id = new OrgId(Guid.CreateVersion7());
            context.Add(new Organisation { Id = id, Slug = $"seed-{i}", Name = $"Rare{i}", OwnerUserId = owner, CreatedAt = default, UpdatedAt = default });
        }

        await context.SaveChangesAsync(TestContext.Current.CancellationToken);

        (await SqlAsync(context, "rare77")).ShouldContain("IN (");
        (await SqlAsync(context, "seed")).ShouldContain("EXISTS (");
        (await SqlAsync(context, "seed rare77")).ShouldContain("IN (");
    }

    private static async Task<string> SqlAsync(CatalystDbContext context, string q) => (await OrgSearch.FindAsync(
        context, new SearchTerms(SearchWords.Of(q), null), null, TestContext.Current.CancellationToken)).ToQueryString();
}

public sealed class PostgresOrgSearchTests(PostgresServer server) : OrgSearchTests(server)
{
    private readonly PostgresServer _server = server;

    [Fact]
    public async Task A_search_reads_an_index_and_not_the_table()
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CatalystDbContext>();
        await context.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO organisations (id, slug, name, status, owner_user_id, labels, version, created_at, updated_at, sign_in_methods, sign_in_require_mfa, sign_in_sign_up)
            SELECT gen_random_uuid(), 'seed-' || n, 'Seed Org' || n, 'active', gen_random_uuid(), '[]', 1, now(), now(), '[]', false, 'invite_only' FROM generate_series(1, 20000) n;
            INSERT INTO org_terms (term, org_id) SELECT 'seed', id FROM organisations WHERE slug LIKE 'seed-%';
            INSERT INTO org_terms (term, org_id) SELECT lower(substr(name, 6)), id FROM organisations WHERE slug LIKE 'seed-%';
            ANALYZE organisations; ANALYZE org_terms;
            """, TestContext.Current.CancellationToken);

        // A rare word, one that all have, both, and none.
        foreach (var q in new[] { "org1234", "seed", "seed org777", null })
        {
            var plan = await ExplainAsync(context, q, q is null ? null : OrgStatus.Active);
            plan.ShouldNotContain("Seq Scan", customMessage: plan);
        }
    }

    private static async Task<string> ExplainAsync(CatalystDbContext context, string? q, OrgStatus? status)
    {
        var found = await OrgSearch.FindAsync(context, new SearchTerms(SearchWords.Of(q), null), status, TestContext.Current.CancellationToken);
        var orgs = found.OrderBy(org => org.Id).Take(51);
        await context.Database.OpenConnectionAsync();
        await using var command = orgs.CreateDbCommand();
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

public abstract class OrgSearchTests(TestServer server)
{
    [Fact]
    public async Task Organisations_are_found_by_beginnings_of_words_of_name_and_slug()
    {
        var mark = Mark();
        var ada = await server.SignUpAsync();
        var org = (await ada.PostAsync("/v1/orgs", new { name = $"Grüne {mark} GmbH", slug = $"site-{mark}x" })).Text("id");
        var admin = await server.SignInAdminAsync();

        foreach (var q in new[] { mark, mark[..^4], $"GRÜ {mark}", $"gmbh {mark}", $"site-{mark}", $"{mark}x site grüne" })
        {
            (await FindAsync(admin, $"q={Uri.EscapeDataString(q)}")).ShouldBe([org], q);
        }

        (await FindAsync(admin, $"q={mark}%20nobody")).ShouldBeEmpty();
        (await FindAsync(admin, $"q={mark[1..]}")).ShouldBeEmpty();
        (await FindAsync(admin, $"q={mark}&status=active")).ShouldBe([org]);
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Other", slug = $"new-{mark}y" })).ShouldBe(HttpStatusCode.OK);
        (await FindAsync(admin, $"q=gmbh%20{mark}")).ShouldBeEmpty();
        (await FindAsync(admin, $"q=other%20{mark}y")).ShouldBe([org]);
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gaps()
    {
        var mark = Mark();
        var ada = await server.SignUpAsync();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await ada.NewOrgAsync($"{mark} {i}"));
        }

        var admin = await server.SignInAdminAsync();
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await admin.GetAsync($"/v1/orgs?all=true&q={mark}&limit=2{(cursor is null ? string.Empty : $"&cursor={cursor}")}");
            page.ShouldBe(HttpStatusCode.OK);
            seen.AddRange(page.Items().Select(org => org["id"]!.GetValue<string>()));
            cursor = page.At("nextCursor")?.GetValue<string>();
        }
        while (cursor is not null);

        seen.ShouldBe(ids);
        (await admin.GetAsync("/v1/orgs?all=true&limit=1")).Items().Count.ShouldBe(1);
        (await admin.GetAsync("/v1/orgs?all=false")).Items().Select(org => org["id"]!.GetValue<string>()).Intersect(ids).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("all=true&q=!!", "org.invalid_query")]
    [InlineData("all=true&q=a%20b%20c%20d%20e%20f%20g%20h%20i", "org.invalid_query")]
    [InlineData("all=true&status=gone", "request.invalid")]
    [InlineData("all=true&status=0", "request.invalid")]
    [InlineData("all=true&cursor=x", "request.invalid_cursor")]
    [InlineData("all=maybe", "request.invalid")]
    [InlineData("q=acme", "org.invalid_query")]
    public async Task A_malformed_search_is_refused(string query, string code)
    {
        var admin = await server.SignInAdminAsync();

        (await admin.GetAsync($"/v1/orgs?{query}")).ShouldBe(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Only_who_may_see_every_organisation_searches_them()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (_, text) = await ada.NewKeyAsync(org, "org:read");
        var key = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(text)).Text("access_token"));

        (await ada.GetAsync("/v1/orgs?all=true")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await key.GetAsync("/v1/orgs?all=true")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await server.Anonymous().GetAsync("/v1/orgs?all=true")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
    }

    private static string Mark() => $"m{Guid.CreateVersion7():N}";

    private static async Task<string[]> FindAsync(Caller admin, string query)
    {
        var answer = await admin.GetAsync($"/v1/orgs?all=true&{query}");
        answer.ShouldBe(HttpStatusCode.OK);
        return [.. answer.Items().Select(org => org["id"]!.GetValue<string>())];
    }
}
