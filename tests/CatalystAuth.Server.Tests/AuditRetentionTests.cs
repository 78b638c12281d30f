using System.Data.Common;
using System.Net;
using System.Text;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Exports;
using CatalystAuth.Core.Audit.Retention;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static CatalystAuth.Server.Tests.Servers.AuditTampering;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteAuditRetentionTests(RetentionSqliteServer server) : AuditRetentionTests(server), IClassFixture<RetentionSqliteServer>;

public sealed class PostgresAuditRetentionTests(RetentionPostgresServer server)
    : AuditRetentionTests(server), IClassFixture<RetentionPostgresServer>;

/// <summary>A server of their own: these cut every chain.</summary>
public sealed class RetentionSqliteServer : SqliteServer;

/// <inheritdoc cref="RetentionSqliteServer"/>
public sealed class RetentionPostgresServer : PostgresServer;

public abstract class AuditRetentionTests(TestServer server)
{
    [Fact]
    public async Task What_lies_before_a_cut_is_deleted_and_the_rest_is_verified_from_its_checkpoint()
    {
        var (ada, org) = await NewChainAsync();
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Later" })).ShouldBe(HttpStatusCode.OK);

        await CutAsync();

        var chain = ChainOf(org);
        (await server.ChainAsync(org)).Select(item => item.Link.Seq).ShouldBe([4]);
        (await server.WithAsync((_, context) => context.AuditRecords.CountAsync(record => record.OrgId == chain.Org))).ShouldBe(1);
        var verified = await ada.GetAsync($"/v1/audit/verify?org={org}");
        verified.At("ok")!.GetValue<bool>().ShouldBeTrue(verified.Body);
        verified.At("first")!.GetValue<long>().ShouldBe(4);
        verified.At("records")!.GetValue<long>().ShouldBe(1);
        var export = await ada.GetAsync($"/v1/audit/export?org={org}");
        export.Body.Split('\n')[1].ShouldStartWith("{\"checkpoint\":");
        var found = await VerifyAsync(export);
        found.IsOk.ShouldBeTrue(found.Fault?.ToString());
        found.First.ShouldBe(4);

        // Once more, behind the first cut.
        await server.SignChainsAsync();
        await CutAsync();
        (await server.ChainAsync(org)).ShouldBeEmpty();
        (await ada.GetAsync($"/v1/audit/verify?org={org}")).At("ok")!.GetValue<bool>().ShouldBeTrue();
        found = await VerifyAsync(await ada.GetAsync($"/v1/audit/export?org={org}"));
        found.IsOk.ShouldBeTrue(found.Fault?.ToString());
    }

    [Fact]
    public async Task A_legal_hold_keeps_a_chain_until_it_is_released()
    {
        var (ada, org) = await NewChainAsync();
        var admin = await server.SignInAdminAsync();
        var hold = (await admin.PostAsync("/v1/audit/holds", new { reason = "Case 19", org })).Text("id");
        await CutAsync();
        (await server.ChainAsync(org)).Count.ShouldBe(4);

        // Whoever puts a cut there, the database keeps the records.
        var chain = ChainOf(org);
        await server.WithAsync((_, context) =>
        {
            context.Add(new AuditCut { Chain = chain, Seq = 3, At = DateTimeOffset.UnixEpoch });
            return context.SaveChangesAsync();
        });
        await ShouldRefuseAsync(org);

        (await admin.DeleteAsync($"/v1/audit/holds/{hold}")).ShouldBe(HttpStatusCode.NoContent);
        await server.SignChainsAsync();
        await CutAsync();
        (await server.ChainAsync(org)).ShouldBeEmpty();
        (await ada.GetAsync($"/v1/audit/verify?org={org}")).At("ok")!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_cut_nothing_can_be_deleted_and_a_cut_without_a_checkpoint_is_found()
    {
        var (ada, org) = await NewChainAsync();
        await ShouldRefuseAsync(org);
        var chain = ChainOf(org);
        await server.WithAsync((_, context) =>
        {
            context.Add(new AuditCut { Chain = chain, Seq = 2, At = DateTimeOffset.UnixEpoch });
            return context.SaveChangesAsync();
        });

        var verified = await ada.GetAsync($"/v1/audit/verify?org={org}");

        verified.Text("fault.kind").ShouldBe("checkpoint_forged");
    }

    [Theory]
    [InlineData("DELETE FROM legal_holds")]
    [InlineData("DELETE FROM audit_cuts")]
    [InlineData("UPDATE audit_cuts SET seq = 1")]
    public async Task Holds_and_cuts_stay(string sql)
    {
        var (_, org) = await NewChainAsync();
        var admin = await server.SignInAdminAsync();
        var hold = (await admin.PostAsync("/v1/audit/holds", new { reason = "Case 20", org })).Text("id");
        (await admin.DeleteAsync($"/v1/audit/holds/{hold}")).ShouldBe(HttpStatusCode.NoContent);
        await CutAsync();

        var refusal = await server.WithAsync((_, context) => Should.ThrowAsync<DbException>(() => context.Database.ExecuteSqlRawAsync(sql)));
        refusal.Message.ShouldContain("append-only");
    }

    // Of three records, signed.
    private async Task<(Caller Ada, string Org)> NewChainAsync()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "One" })).ShouldBe(HttpStatusCode.OK);
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Two" })).ShouldBe(HttpStatusCode.OK);
        await server.SignChainsAsync();
        return (ada, org);
    }

    private async Task ShouldRefuseAsync(string org)
    {
        var chain = ChainOf(org);
        var refusals = await server.WithAsync(async (_, context) => new[]
        {
            await Should.ThrowAsync<DbException>(() => context.AuditRecords.Where(record => record.OrgId == chain.Org).ExecuteDeleteAsync()),
            await Should.ThrowAsync<DbException>(() => context.AuditLinks.Where(link => link.Chain == chain).ExecuteDeleteAsync()),
        });
        refusals.ShouldAllBe(refusal => refusal.Message.Contains("append-only"));
    }

    // As if the time of all that is signed were over.
    private Task<bool> CutAsync() => server.WithAsync(async (services, _) =>
    {
        await ActivatorUtilities.CreateInstance<CutAuditChains>(services, Options.Create(new AuditOptions { Retention = TimeSpan.Zero }))
            .RunAsync(CancellationToken.None);
        return true;
    });

    private async Task<ExportVerification> VerifyAsync(Answer export)
    {
        var jwks = Encoding.UTF8.GetBytes((await server.Anonymous().GetAsync("/.well-known/jwks.json")).Body);
        ExportVerifier.TryCreate(jwks, out var verifier).ShouldBeTrue();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(export.Body));
        return await verifier!.VerifyAsync(stream, null, CancellationToken.None);
    }
}
