using System.Net;
using System.Text;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Core.Audit.Exports;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteAuditExportTests(SqliteServer server) : AuditExportTests(server);

public sealed class PostgresAuditExportTests(PostgresServer server) : AuditExportTests(server);

public abstract class AuditExportTests(TestServer server)
{
    [Fact]
    public async Task An_export_proves_itself_with_the_published_keys()
    {
        var (ada, org) = await NewChainAsync(3);
        await server.SignChainsAsync();
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "After the checkpoint" })).ShouldBe(HttpStatusCode.OK);

        var export = await ada.GetAsync($"/v1/audit/export?org={org}");

        export.ShouldBe(HttpStatusCode.OK);
        export.ContentType.ShouldBe("application/x-ndjson");
        export.Headers.GetValues("X-Total-Count").Single().ShouldBe("5");
        export.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var lines = export.Body.Split('\n');
        lines[0].ShouldContain($"\"chain\":\"{org}\"");
        lines.Count(line => line.StartsWith("{\"seq\":", StringComparison.Ordinal)).ShouldBe(5);
        lines.Count(line => line.StartsWith("{\"checkpoint\":", StringComparison.Ordinal)).ShouldBe(2);
        lines[^2].ShouldStartWith("{\"final\":");
        lines[^1].ShouldBeEmpty();
        var found = await VerifyAsync(export);
        found.IsOk.ShouldBeTrue(found.Fault?.ToString());
        found.Records.ShouldBe(5);
        (await VerifyAsync(export with { Body = export.Body.Replace("After the checkpoint", "Before", StringComparison.Ordinal) }))
            .Fault!.Kind.ShouldBe(AuditFaults.Edited);
    }

    [Fact]
    public async Task That_it_was_taken_out_is_a_record_and_an_event()
    {
        var (ada, org) = await NewChainAsync(1);
        (await ada.GetAsync($"/v1/audit/export?org={org}")).ShouldBe(HttpStatusCode.OK);

        var record = (await ada.GetAsync($"/v1/audit/events?org={org}&action=audit.exported")).Items().ShouldHaveSingleItem();
        record["actor"]!.GetValue<string>().ShouldBe(ada.UserId);
        record["data"]!["last"]!.GetValue<int>().ShouldBe(2);
        (await ada.GetAsync($"/v1/events?org={org}&types=audit.exported")).At("items")!.AsArray().Count.ShouldBe(1);
        var again = await ada.GetAsync($"/v1/audit/export?org={org}");
        again.Body.ShouldContain("\"audit.exported\"");
        (await VerifyAsync(again)).Records.ShouldBe(3);
        (await ada.GetAsync($"/v1/audit/verify?org={org}")).At("ok")!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_part_by_time_proves_itself_too()
    {
        var (ada, org) = await NewChainAsync(4);
        var chain = await server.ChainAsync(org);
        string At(int index) => Uri.EscapeDataString(chain[index].Record!.At.ToString("O"));

        var part = await ada.GetAsync($"/v1/audit/export?org={org}&from={At(1)}&to={At(3)}");
        var found = await VerifyAsync(part);
        found.IsOk.ShouldBeTrue(found.Fault?.ToString());
        found.First.ShouldBe(2);
        found.Records.ShouldBe(2);

        var none = await VerifyAsync(await ada.GetAsync($"/v1/audit/export?org={org}&to=2001-01-01T00:00:00Z"));
        none.IsOk.ShouldBeTrue(none.Fault?.ToString());
        none.Records.ShouldBe(0);
    }

    [Fact]
    public async Task Long_chains_come_in_pages_without_a_seam()
    {
        var (ada, org) = await NewChainAsync(0);
        await server.WithAsync(async (_, context) =>
        {
            foreach (var n in Enumerable.Range(0, 1234))
            {
                var record = AuditChainTests.NewRecord(org, TimeProvider.System.GetUtcNow());
                context.AddRange(record, new CatalystAuth.Core.Audit.Chains.UnlinkedRecord { RecordId = record.Id });
            }

            return await context.SaveChangesAsync();
        });

        var found = await VerifyAsync(await ada.GetAsync($"/v1/audit/export?org={org}"));

        found.IsOk.ShouldBeTrue(found.Fault?.ToString());
        found.Records.ShouldBe(1235);
    }

    [Fact]
    public async Task A_record_that_is_gone_is_a_gap_in_the_export()
    {
        var (ada, org) = await NewChainAsync(4);
        var id = (await server.ChainAsync(org))[2].Link.RecordId;
        await server.TamperAsync(context => context.AuditRecords.Where(record => record.Id == id).ExecuteDeleteAsync());

        var found = await VerifyAsync(await ada.GetAsync($"/v1/audit/export?org={org}"));

        (found.Fault!.Kind, found.Fault.Seq).ShouldBe((AuditFaults.Deleted, 3));
    }

    [Fact]
    public async Task A_spreadsheet_gets_no_formulas()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        using var formula = new HttpRequestMessage(HttpMethod.Patch, $"/v1/orgs/{org}") { Content = Json.Content("{\"name\":\"a,\\\"b\"}") };
        formula.Headers.Authorization = new("Bearer", ada.AccessToken);
        formula.Headers.TryAddWithoutValidation("User-Agent", "=HYPERLINK(\"http://evil\")");
        using var http = server.NewHttpClient();
        (await http.SendAsync(formula, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var export = await ada.GetAsync($"/v1/audit/export?org={org}&format=csv");

        export.ShouldBe(HttpStatusCode.OK);
        export.ContentType.ShouldBe("text/csv");
        var rows = export.Body.Split("\r\n");
        rows[0].ShouldBe("seq,hash,id,org,action,actor,target,at,ipAddress,userAgent,traceId,data,onBehalfOf");
        rows.Length.ShouldBe(4);
        rows[2].ShouldContain(",\"'=HYPERLINK(\"\"http://evil\"\")\",");
    }

    [Fact]
    public async Task It_is_for_who_may_take_it_out()
    {
        var (ada, org) = await NewChainAsync(1);
        var (eve, other) = await NewChainAsync(1);
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);
        var key = await KeyAsync(ada, org, "audit:export");
        var reader = await KeyAsync(ada, org, "audit:read");

        (await server.Anonymous().GetAsync($"/v1/audit/export?org={org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await bob.GetAsync($"/v1/audit/export?org={org}")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await reader.GetAsync("/v1/audit/export")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await eve.GetAsync($"/v1/audit/export?org={org}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await key.GetAsync($"/v1/audit/export?org={other}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await ada.GetAsync("/v1/audit/export")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.GetAsync($"/v1/audit/export?org={org}&format=xml")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.GetAsync($"/v1/audit/export?org={org}&from=monday")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.GetAsync($"/v1/audit/events?org={org}&action=audit.exported")).Items().ShouldBeEmpty();

        (await VerifyAsync(await key.GetAsync("/v1/audit/export"))).Chain.ShouldBe(org);
        var platform = await VerifyAsync(await (await server.SignInAdminAsync()).GetAsync("/v1/audit/export"));
        platform.IsOk.ShouldBeTrue(platform.Fault?.ToString());
        platform.Chain.ShouldBe("platform");
    }

    [Fact]
    public async Task Several_at_once_are_each_whole()
    {
        var (ada, org) = await NewChainAsync(2);
        var exports = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ => await VerifyAsync(await ada.GetAsync($"/v1/audit/export?org={org}"))));
        exports.ShouldAllBe(found => found.IsOk);
        (await ada.GetAsync($"/v1/audit/verify?org={org}")).At("records")!.GetValue<long>().ShouldBe(9);
    }

    private async Task<ExportVerification> VerifyAsync(Answer export)
    {
        export.ShouldBe(HttpStatusCode.OK);
        var keys = await server.Anonymous().GetAsync("/.well-known/jwks.json");
        ExportVerifier.TryCreate(Encoding.UTF8.GetBytes(keys.Body), out var verifier).ShouldBeTrue();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(export.Body));
        return await verifier!.VerifyAsync(stream);
    }

    private async Task<Caller> KeyAsync(Caller owner, string org, params string[] scopes)
    {
        var (_, text) = await owner.NewKeyAsync(org, scopes);
        return new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(text)).Text("access_token"));
    }

    private async Task<(Caller Ada, string Org)> NewChainAsync(int changes)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        for (var n = 0; n < changes; n++)
        {
            (await ada.PatchAsync($"/v1/orgs/{org}", new { name = $"Acme {n}" })).ShouldBe(HttpStatusCode.OK);
        }

        return (ada, org);
    }
}
