using System.Data.Common;
using System.Net;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage;
using CatalystAuth.Testing;
using CatalystAuth.Tokens.SigningKeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CatalystAuth.Server.Tests.Servers.AuditTampering;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteAuditChainTests(SqliteServer server) : AuditChainTests(server)
{
    [Theory]
    [InlineData("audit_links")]
    [InlineData("audit_checkpoints")]
    public Task A_link_or_checkpoint_can_not_be_replaced(string table) => RefusesAsync($"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1");
}

public sealed class PostgresAuditChainTests(PostgresServer server) : AuditChainTests(server)
{
    [Theory]
    [InlineData("audit_links")]
    [InlineData("audit_checkpoints")]
    public Task Chains_can_not_be_emptied(string table) => RefusesAsync($"TRUNCATE {table}");

    [Fact]
    public async Task A_record_that_is_committed_late_gets_its_place_behind_those_that_were_not()
    {
        var (_, org) = await NewChainAsync(1);
        await Server.WithAsync(async (_, context) =>
        {
            var early = NewRecord(org, TimeProvider.System.GetUtcNow().AddMinutes(-1));
            await using var transaction = await context.Database.BeginTransactionAsync();
            context.AddRange(early, new UnlinkedRecord { RecordId = early.Id });
            await context.SaveChangesAsync();
            var before = await Server.ChainAsync(org);
            before.ShouldAllBe(item => item.Link.RecordId != early.Id);

            await transaction.CommitAsync();

            var after = await Server.ChainAsync(org);
            after.Select(item => item.Link.RecordId).ShouldBe([.. before.Select(item => item.Link.RecordId), early.Id]);
            return true;
        });
    }
}

public abstract class AuditChainTests(TestServer server)
{
    protected TestServer Server => server;

    [Fact]
    public async Task Each_record_has_its_place_and_the_chain_fits_together()
    {
        var (ada, org) = await NewChainAsync(3);

        var verified = await ada.GetAsync($"/v1/audit/verify?org={org}");

        verified.ShouldBe(HttpStatusCode.OK);
        verified.At("ok")!.GetValue<bool>().ShouldBeTrue(verified.Body);
        verified.Text("chain").ShouldBe(org);
        verified.At("fault").ShouldBeNull();
        var chain = await server.ChainAsync(org);
        verified.At("records")!.GetValue<long>().ShouldBe(chain.Count);
        verified.Text("hash").ShouldBe(Convert.ToHexStringLower(chain[^1].Link.Hash));
        chain.Select(item => item.Link.Seq).ShouldBe(Enumerable.Range(1, chain.Count).Select(seq => (long)seq));
        chain.Select(item => item.Record!.Action).ShouldBe(["org.created", "org.updated", "org.updated", "org.updated"]);
        await server.SignChainsAsync();
        (await ada.GetAsync($"/v1/audit/verify?org={org}")).At("signedRecords")!.GetValue<long>().ShouldBe(chain.Count);
    }

    [Fact]
    public async Task A_chain_is_verified_for_who_may_read_it()
    {
        var (ada, org) = await NewChainAsync(1);
        var (eve, other) = await NewChainAsync(1);
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);
        var (_, text) = await ada.NewKeyAsync(org, "audit:read");
        var key = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(text)).Text("access_token"));

        (await server.Anonymous().GetAsync($"/v1/audit/verify?org={org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await bob.GetAsync($"/v1/audit/verify?org={org}")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await eve.GetAsync($"/v1/audit/verify?org={org}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await key.GetAsync($"/v1/audit/verify?org={other}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await ada.GetAsync("/v1/audit/verify")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await key.GetAsync("/v1/audit/verify")).Text("chain").ShouldBe(org);
        var platform = await (await server.SignInAdminAsync()).GetAsync("/v1/audit/verify");
        platform.Text("chain").ShouldBe("platform");
        platform.At("ok")!.GetValue<bool>().ShouldBeTrue(platform.Body);
    }

    [Fact]
    public async Task Many_who_write_and_read_at_once_make_one_chain()
    {
        var (ada, org) = await NewChainAsync(0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            for (var n = 0; n < 5; n++)
            {
                (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = $"{i} {n}", slug = $"g{i}-{n}" })).ShouldBe(HttpStatusCode.Created);
                (await ada.GetAsync($"/v1/audit/verify?org={org}")).At("ok")!.GetValue<bool>().ShouldBeTrue();
            }
        }));

        var verified = await ada.GetAsync($"/v1/audit/verify?org={org}");
        verified.At("ok")!.GetValue<bool>().ShouldBeTrue(verified.Body);
        verified.At("records")!.GetValue<long>().ShouldBe(21);
    }

    [Fact]
    public async Task Records_get_their_places_without_anybody_asking()
    {
        var (_, org) = await NewChainAsync(1);
        var chain = ChainOf(org);
        while (!await server.WithAsync((_, context) => context.AuditLinks.AnyAsync(link => link.Chain == chain && link.Seq == 2)))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    [Theory]
    [InlineData("actor = 'user_1'")]
    [InlineData("action = 'org.created'")]
    [InlineData("data = 'null'")]
    [InlineData("ip_address = null")]
    [InlineData("user_agent = 'curl'")]
    [InlineData("org_id = null")]
    [InlineData("target = target || ' '")]
    public Task A_record_that_was_edited_is_found(string change)
    {
        var sql = $"UPDATE audit_records SET {change} WHERE id = {{0}}";
        return FindsAsync(AuditFaults.Edited, 3, (context, id) => context.Database.ExecuteSqlRawAsync(sql, id.Value));
    }

    [Fact]
    public Task A_time_that_was_edited_is_found() => FindsAsync(AuditFaults.Edited, 3, async (context, id) =>
    {
        var records = context.AuditRecords.Where(record => record.Id == id);
        var later = (await records.AsNoTracking().SingleAsync()).At.AddMicroseconds(1);
        await records.ExecuteUpdateAsync(update => update.SetProperty(record => record.At, later));
    });

    [Fact]
    public Task A_record_that_was_deleted_is_found() => FindsAsync(AuditFaults.Deleted, 3, (context, id) =>
        context.AuditRecords.Where(record => record.Id == id).ExecuteDeleteAsync());

    [Fact]
    public Task A_record_that_was_deleted_with_its_link_is_found() => FindsAsync(AuditFaults.Deleted, 3, async (context, id) =>
    {
        await context.AuditRecords.Where(record => record.Id == id).ExecuteDeleteAsync();
        await context.AuditLinks.Where(link => link.RecordId == id).ExecuteDeleteAsync();
    });

    [Fact]
    public async Task Records_that_changed_places_are_found()
    {
        var (ada, org) = await NewChainAsync(4);
        var links = await server.ChainAsync(org);
        await server.TamperAsync(async context =>
        {
            var spare = TypeId.New<AuditId>(TimeProvider.System.GetUtcNow());
            await MoveAsync(context, links[2].Link.RecordId, spare);
            await MoveAsync(context, links[3].Link.RecordId, links[2].Link.RecordId);
            await MoveAsync(context, spare, links[3].Link.RecordId);
        });

        await ShouldFindAsync(ada, org, AuditFaults.Edited, 3);

        static Task MoveAsync(CatalystDbContext context, AuditId from, AuditId to) => context.AuditLinks.Where(link => link.RecordId == from)
            .ExecuteUpdateAsync(update => update.SetProperty(link => link.RecordId, to));
    }

    [Fact]
    public async Task A_record_beside_the_chain_is_found()
    {
        var (ada, org) = await NewChainAsync(1);
        await server.ChainAsync(org);
        var record = NewRecord(org, TimeProvider.System.GetUtcNow());
        await server.WithAsync((_, context) =>
        {
            context.Add(record);
            return context.SaveChangesAsync();
        });

        (await ShouldFindAsync(ada, org, AuditFaults.Inserted, null)).Text("fault.record").ShouldBe(record.Id.ToString());
    }

    [Fact]
    public async Task An_end_that_was_cut_off_with_all_traces_in_the_chain_is_found_by_a_checkpoint()
    {
        var (ada, org) = await NewChainAsync(4);
        await server.SignChainsAsync();
        var links = await server.ChainAsync(org);
        var chain = ChainOf(org);
        await server.TamperAsync(async context =>
        {
            await context.AuditRecords.Where(record => record.Id == links[4].Link.RecordId).ExecuteDeleteAsync();
            await context.AuditLinks.Where(link => link.Chain == chain && link.Seq == 5).ExecuteDeleteAsync();
            await context.AuditChainHeads.Where(head => head.Chain == chain)
                .ExecuteUpdateAsync(update => update.SetProperty(head => head.Seq, 4).SetProperty(head => head.Hash, links[3].Link.Hash));
        });

        await ShouldFindAsync(ada, org, AuditFaults.Truncated, 5);
    }

    [Fact]
    public async Task A_chain_that_was_made_anew_behind_an_edited_record_is_found_by_a_checkpoint()
    {
        var (ada, org) = await NewChainAsync(4);
        await server.SignChainsAsync();
        await RewriteAsync(org);

        await ShouldFindAsync(ada, org, AuditFaults.Edited, 5);
    }

    [Fact]
    public async Task A_checkpoint_that_another_signed_is_found()
    {
        var (ada, org) = await NewChainAsync(4);
        await server.SignChainsAsync();
        var chain = ChainOf(org);
        await RewriteAsync(org);
        var head = await server.WithAsync((services, _) => services.GetRequiredService<IAuditChainReader>().FindHeadAsync(chain, CancellationToken.None));
        var stranger = new KeyRing([SigningKey.Generate(SigningKeyUse.Audit, DateTimeOffset.UnixEpoch)]);
        var forged = CatalystAuth.Tokens.Tokens.TokenMinter.Mint(stranger, new CatalystAuth.Tokens.Audit.CheckpointToken
        {
            Issuer = "http://localhost:5080",
            IssuedAt = 1,
            Chain = org,
            Sequence = 5,
            Hash = ChainHash.Format(head!.Hash),
        });
        await server.TamperAsync(context => context.AuditCheckpoints.Where(checkpoint => checkpoint.Chain == chain)
            .ExecuteUpdateAsync(update => update.SetProperty(checkpoint => checkpoint.Jws, forged)));
        await ShouldFindAsync(ada, org, AuditFaults.UnknownKey, 5);

        await server.TamperAsync(context => context.AuditCheckpoints.Where(checkpoint => checkpoint.Chain == chain)
            .ExecuteUpdateAsync(update => update.SetProperty(checkpoint => checkpoint.Jws, "a.b.c")));
        await ShouldFindAsync(ada, org, AuditFaults.CheckpointForged, 5);
    }

    [Theory]
    [InlineData("UPDATE audit_links SET seq = seq")]
    [InlineData("DELETE FROM audit_links")]
    [InlineData("UPDATE audit_checkpoints SET jws = ''")]
    [InlineData("DELETE FROM audit_checkpoints")]
    public async Task The_database_refuses_to_change_or_delete_what_proves(string sql) => await RefusesAsync(sql);

    protected async Task RefusesAsync(string sql)
    {
        await NewChainAsync(1);
        await server.SignChainsAsync();
        var refusal = await server.WithAsync((_, context) => Should.ThrowAsync<DbException>(() => context.Database.ExecuteSqlRawAsync(sql)));
        refusal.Message.ShouldContain("append-only");
    }

    protected async Task<(Caller Ada, string Org)> NewChainAsync(int changes)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        for (var n = 0; n < changes; n++)
        {
            (await ada.PatchAsync($"/v1/orgs/{org}", new { name = $"Acme \"{n}\" ä🦊" })).ShouldBe(HttpStatusCode.OK);
        }

        return (ada, org);
    }

    internal static AuditRecord NewRecord(string org, DateTimeOffset at) => new()
    {
        Id = TypeId.New<AuditId>(at),
        OrgId = ChainOf(org).Org,
        Action = "org.updated",
        Actor = "system",
        Target = org,
        Data = "{}",
        At = at,
    };

    private async Task FindsAsync(string kind, long seq, Func<CatalystDbContext, AuditId, Task> tamperAsync)
    {
        var (ada, org) = await NewChainAsync(4);
        var id = (await server.ChainAsync(org))[(int)seq - 1].Link.RecordId;
        await server.TamperAsync(context => tamperAsync(context, id));
        await ShouldFindAsync(ada, org, kind, seq);
    }

    private static async Task<Answer> ShouldFindAsync(Caller reader, string org, string kind, long? seq)
    {
        var verified = await reader.GetAsync($"/v1/audit/verify?org={org}");
        verified.ShouldBe(HttpStatusCode.OK);
        verified.At("ok")!.GetValue<bool>().ShouldBeFalse(verified.Body);
        verified.Text("fault.kind").ShouldBe(kind, verified.Body);
        verified.At("fault.seq")?.GetValue<long>().ShouldBe(seq!.Value, verified.Body);
        (verified.At("fault.seq") is null).ShouldBe(seq is null);
        return verified;
    }

    // Who owns the database but not the signing key: edits the second record, and makes all that follows fit.
    private async Task RewriteAsync(string org)
    {
        var edited = (await server.ChainAsync(org))[1].Link.RecordId;
        await server.TamperAsync(async context =>
        {
            await context.AuditRecords.Where(record => record.Id == edited)
                .ExecuteUpdateAsync(update => update.SetProperty(record => record.Actor, "system"));
            var chain = ChainOf(org);
            var items = await context.AuditLinks.AsNoTracking().Where(link => link.Chain == chain).OrderBy(link => link.Seq)
                .Join(context.AuditRecords, link => link.RecordId, record => record.Id, (link, record) => new { link.Seq, record }).ToListAsync();
            var hash = chain.Seed;
            foreach (var item in items)
            {
                hash = ChainHash.Next(hash, CanonicalRecord.Write(item.record));
                await context.AuditLinks.Where(link => link.Chain == chain && link.Seq == item.Seq)
                    .ExecuteUpdateAsync(update => update.SetProperty(link => link.Hash, hash));
            }

            await context.AuditChainHeads.Where(head => head.Chain == chain)
                .ExecuteUpdateAsync(update => update.SetProperty(head => head.Hash, hash));
        });
    }
}

/// <summary>A chain that has grown is signed after a while.</summary>
public sealed class AuditClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task A_chain_that_has_grown_is_signed_after_five_minutes_and_not_again_until_it_grows()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await ada.GetAsync($"/v1/audit/verify?org={org}")).At("signedRecords")!.GetValue<long>().ShouldBe(0);

        await AdvanceAsync(TimeSpan.FromMinutes(4));
        (await CheckpointsAsync(org)).ShouldBeEmpty();
        await AdvanceAsync(TimeSpan.FromMinutes(2));
        (await CheckpointsAsync(org)).ShouldBe([1]);
        for (var minute = 0; minute < 12; minute++)
        {
            await AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        (await CheckpointsAsync(org)).ShouldBe([1]);
    }

    [Fact]
    public async Task A_chain_is_signed_without_anybody_asking()
    {
        var org = await (await server.SignUpAsync()).NewOrgAsync();

        await Eventually.BeAsync(
            async () =>
            {
                await server.AdvanceAsync(TimeSpan.FromSeconds(30));
                return (await CheckpointsAsync(org)).Count == 1;
            },
            TimeSpan.FromSeconds(60));
    }

    // Does what the pump does, whether or not the pump has noticed already that the clock was turned.
    private async Task AdvanceAsync(TimeSpan by)
    {
        await server.AdvanceAsync(by);
        await server.WithAsync(async (services, _) =>
        {
            await services.GetRequiredService<SignCheckpoints>().RunDueAsync(CancellationToken.None);
            return true;
        });
    }

    private Task<List<long>> CheckpointsAsync(string org)
    {
        var chain = ChainOf(org);
        return server.WithAsync((_, context) => context.AuditCheckpoints.Where(checkpoint => checkpoint.Chain == chain)
            .Select(checkpoint => checkpoint.Seq).ToListAsync());
    }
}
