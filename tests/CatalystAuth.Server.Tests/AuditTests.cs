using System.Data.Common;
using System.Net;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteAuditTests(SqliteServer server) : AuditTests(server)
{
    [Fact]
    public Task A_record_can_not_be_replaced() => RefusesAsync("INSERT OR REPLACE INTO audit_records SELECT * FROM audit_records LIMIT 1");
}

public sealed class PostgresAuditTests(PostgresServer server) : AuditTests(server)
{
    [Fact]
    public Task The_whole_trail_can_not_be_emptied() => RefusesAsync("TRUNCATE audit_records");

    [Theory]
    [InlineData("")]
    [InlineData("actor = 'user_1'")]
    [InlineData("target = 'user_1'")]
    [InlineData("action = 'a7'")]
    [InlineData("org_id = '0190aaaa-0000-7000-8000-000000000001'")]
    [InlineData("org_id = '0190aaaa-0000-7000-8000-000000000001' AND action = 'member.added'")]
    public async Task A_search_reads_an_index_in_the_order_of_its_list(string where)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CatalystDbContext>();
        await context.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            $"""
            INSERT INTO audit_records (id, org_id, action, actor, target, data, at)
            SELECT gen_random_uuid(), gen_random_uuid(), 'a' || n % 50, 'u' || n, 't' || n, '{"{}"}', now() FROM generate_series(1, 20000) n;
            ANALYZE audit_records;
            EXPLAIN SELECT * FROM audit_records {(where.Length > 0 ? "WHERE " + where : where)} ORDER BY id DESC LIMIT 51;
            """;
        var plan = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                plan.Add(reader.GetString(0));
            }
        }

        string.Join('\n', plan).ShouldContain("Index Scan");
        string.Join('\n', plan).ShouldNotContain("Sort");
    }
}

public abstract class AuditTests(TestServer server)
{
    protected TestServer Server => server;

    [Fact]
    public async Task Who_did_what_is_found_by_each_of_its_parts()
    {
        var (ada, org, bob) = await NewOrgAsync();
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "admin" })).ShouldBe(HttpStatusCode.OK);
        (await bob.PatchAsync($"/v1/orgs/{org}", new { name = "Other" })).ShouldBe(HttpStatusCode.OK);

        var all = await ada.GetAsync($"/v1/audit/events?org={org}");
        ActionsOf(all).ShouldBe(["org.updated", "member.updated", "member.added", "org.created"]);
        var updated = all.Items()[1];
        updated["actor"]!.GetValue<string>().ShouldBe(ada.UserId);
        updated["target"]!.GetValue<string>().ShouldBe(bob.UserId);
        updated["org"]!.GetValue<string>().ShouldBe(org);
        updated["data"]!["before"]!["role"]!.GetValue<string>().ShouldBe("member");
        updated["data"]!["after"]!["role"]!.GetValue<string>().ShouldBe("admin");
        updated["ipAddress"]!.GetValue<string>().ShouldNotBeEmpty();
        updated["traceId"]!.GetValue<string>().ShouldNotBeEmpty();

        ActionsOf(await ada.GetAsync($"/v1/audit/events?org={org}&actor={bob.UserId}")).ShouldBe(["org.updated"]);
        ActionsOf(await ada.GetAsync($"/v1/audit/events?org={org}&target={bob.UserId}")).ShouldBe(["member.updated", "member.added"]);
        ActionsOf(await ada.GetAsync($"/v1/audit/events?org={org}&action=member.*")).ShouldBe(["member.updated", "member.added"]);
        ActionsOf(await ada.GetAsync($"/v1/audit/events?org={org}&action=org.created&actor={ada.UserId}&target={org}")).ShouldBe(["org.created"]);
        ActionsOf(await ada.GetAsync($"/v1/audit/events?org={org}&action=invitation.*")).ShouldBeEmpty();
        var at = Uri.EscapeDataString(updated["at"]!.GetValue<string>());
        ActionsOf(await ada.GetAsync($"/v1/audit/events?org={org}&from={at}")).ShouldBe(["org.updated", "member.updated"]);
        ActionsOf(await ada.GetAsync($"/v1/audit/events?org={org}&to={at}")).ShouldBe(["member.added", "org.created"]);

        var pages = new List<string>();
        string? cursor = null;
        do
        {
            var page = await ada.GetAsync($"/v1/audit/events?org={org}&limit=1{(cursor is null ? null : $"&cursor={cursor}")}");
            pages.AddRange(ActionsOf(page));
            cursor = page.At("nextCursor")?.GetValue<string>();
        }
        while (cursor is not null);
        pages.ShouldBe(ActionsOf(all));
    }

    [Fact]
    public async Task The_trail_is_for_who_may_read_it_and_of_no_other_organisation()
    {
        var (ada, org, bob) = await NewOrgAsync();
        var (eve, other, _) = await NewOrgAsync();
        var (_, text) = await ada.NewKeyAsync(org, "audit:read");
        var key = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(text)).Text("access_token"));

        (await server.Anonymous().GetAsync($"/v1/audit/events?org={org}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await bob.GetAsync($"/v1/audit/events?org={org}")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await eve.GetAsync($"/v1/audit/events?org={org}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await ada.GetAsync("/v1/audit/events")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await key.GetAsync($"/v1/audit/events?org={other}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");

        // Whom it names makes no way into another organisation.
        (await ada.GetAsync($"/v1/audit/events?org={org}&target={other}")).Items().ShouldBeEmpty();
        (await key.GetAsync("/v1/audit/events?limit=200")).Items().ShouldAllBe(item => item["org"]!.GetValue<string>() == org);
        var admin = await server.SignInAdminAsync();
        (await admin.GetAsync($"/v1/audit/events?target={other}")).Items().ShouldHaveSingleItem()["action"]!.GetValue<string>().ShouldBe("org.created");
        (await admin.GetAsync($"/v1/audit/events?target={eve.UserId}&action=user.*")).Items()[0]["org"].ShouldBeNull();
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("cursor=there", "request.invalid_cursor")]
    [InlineData("action=member.gone", "event.unknown_type")]
    [InlineData("actor=")]
    [InlineData("actor=%00")]
    [InlineData("target=%C3%A4")]
    [InlineData("from=monday")]
    public async Task A_malformed_search_is_refused(string query, string code = "request.invalid")
    {
        var (ada, org, _) = await NewOrgAsync();
        (await ada.GetAsync($"/v1/audit/events?org={org}&{query}")).ShouldBe(HttpStatusCode.BadRequest, code);
        (await ada.GetAsync($"/v1/audit/events?org={org}&target={new string('a', 65)}")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Theory]
    [InlineData("UPDATE audit_records SET actor = 'nobody'")]
    [InlineData("UPDATE audit_records SET at = at")]
    [InlineData("DELETE FROM audit_records")]
    public async Task The_database_refuses_to_change_or_delete_a_record(string sql) => await RefusesAsync(sql);

    protected async Task RefusesAsync(string sql)
    {
        var (ada, org, _) = await NewOrgAsync();
        var before = await ada.GetAsync($"/v1/audit/events?org={org}");
        await using var scope = server.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CatalystDbContext>();

        var refusal = await Should.ThrowAsync<DbException>(() => context.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));

        refusal.Message.ShouldContain("append-only");
        (await ada.GetAsync($"/v1/audit/events?org={org}")).Body.ShouldBe(before.Body);
    }

    private static IReadOnlyList<string> ActionsOf(Answer page) => [.. page.Items().Select(item => item["action"]!.GetValue<string>())];

    private async Task<(Caller Ada, string Org, Caller Bob)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        var bob = await server.SignUpAsync("Bob");
        var org = await ada.NewOrgAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);
        return (ada, org, bob);
    }
}
