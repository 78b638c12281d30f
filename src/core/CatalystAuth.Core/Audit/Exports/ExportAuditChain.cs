using System.Runtime.CompilerServices;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Audit.Personal;
using CatalystAuth.Core.Audit.Retention;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Audit.Exports;

/// <summary>
/// Takes out a chain, or a part of it without gaps, in pages. That it happened is a record of its own, also when the reader goes away. The
/// chain is signed first.
/// </summary>
internal sealed class ExportAuditChain(
    TrailAccess access, LinkAuditRecords linking, IAuditChainStore store, IAuditChainReader reader, IRetentionStore retention, PersonalVault vault, SignCheckpoints signing, Journal journal,
    IUnitOfWork unitOfWork, IOptions<TokenOptions> tokens, TimeProvider time)
{
    private const int Page = 200;
    private const int Chunk = 64 * 1024;

    public async Task<Result<AuditExport>> RunAsync(
        AuditExportQuery query, IProgress<AuditExportProgress>? progress, CancellationToken cancellationToken)
    {
        var entered = await access.AuthorizeAsync(query.Org, BuiltInPermissions.AuditExport, PlatformPermissions.AuditExport, cancellationToken)
            .ConfigureAwait(false);
        if (!entered.TryGet(out var trail, out var error) || !FormatOf(query.Format).TryGet(out var format, out error))
        {
            return error;
        }

        var chain = new AuditChain(trail.Org);
        await linking.RunAsync(cancellationToken).ConfigureAwait(false);
        var range = await FindRangeAsync(chain, query, cancellationToken).ConfigureAwait(false);
        await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                await store.LockAsync(ct).ConfigureAwait(false);
                foreach (var head in await store.ListHeadsAsync([chain], ct).ConfigureAwait(false))
                {
                    signing.Sign(head);
                }

                journal.Write(chain.Org, chain.Name, new AuditExported(query.Format, range.First, range.Last));
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return new AuditExport(
            new ChunkStream(ReadAsync(range, format, progress, cancellationToken)), range.Total, format.MediaType,
            $"audit-{chain.Name}-{range.First}-{range.Last}.{format.Extension}");
    }

    private Result<IExportFormat> FormatOf(string name) => name switch
    {
        AuditFormats.JsonLines => new JsonLinesFormat(tokens.Value.Issuer, time.Now()),
        AuditFormats.Csv => new CsvFormat(),
        _ => Error.Field(RequestErrorCodes.Invalid, "format", $"format is {AuditFormats.JsonLines} or {AuditFormats.Csv}."),
    };

    private async Task<ExportRange> FindRangeAsync(AuditChain chain, AuditExportQuery query, CancellationToken cancellationToken)
    {
        var head = await reader.FindHeadAsync(chain, cancellationToken).ConfigureAwait(false) ?? AuditChainHead.Of(chain);
        var cut = (await retention.FindCutAsync(chain, cancellationToken).ConfigureAwait(false))?.Checkpoint;
        var (first, last) = ((cut?.Seq ?? 0) + 1, head.Seq);
        if (query.From is not null || query.To is not null)
        {
            (first, last) = await reader.FindRangeAsync(chain, query.From, query.To, cancellationToken).ConfigureAwait(false)
                ?? (head.Seq + 1, head.Seq);

            // What is being deleted is not taken out.
            first = Math.Max(first, (cut?.Seq ?? 0) + 1);
            last = Math.Max(last, first - 1);
        }

        return new(
            chain, first, last, await HashAtAsync(head, cut, first - 1, cancellationToken).ConfigureAwait(false),
            await HashAtAsync(head, cut, last, cancellationToken).ConfigureAwait(false), cut?.Seq == first - 1 ? cut : null);
    }

    private async Task<byte[]> HashAtAsync(AuditChainHead head, AuditCheckpoint? cut, long seq, CancellationToken cancellationToken)
    {
        if (seq == cut?.Seq)
        {
            return cut.Hash;
        }

        if (seq == 0 || seq == head.Seq)
        {
            return seq == 0 ? head.Chain.Seed : head.Hash;
        }

        var link = await reader.FindLinkAsync(head.Chain, seq, cancellationToken).ConfigureAwait(false);
        return link?.Hash ?? throw new InfraException($"The audit chain {head.Chain} is broken at {seq}; GET /v1/audit/verify tells more.");
    }

    // What is missing is left out: the file shows it, and can be looked at.
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        ExportRange range, IExportFormat format, IProgress<AuditExportProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        format.WriteHead(buffer, range);
        if (range.Cut is { } begin)
        {
            format.Write(buffer, begin);
        }

        for (var after = range.First - 1; after < range.Last; after += Page)
        {
            var upTo = Math.Min(after + Page, range.Last);
            var items = await reader.ListAsync(range.Chain, after, upTo, Page, cancellationToken).ConfigureAwait(false);
            var checkpoints = await reader.ListCheckpointsAsync(range.Chain, after, upTo, Page, cancellationToken).ConfigureAwait(false);
            var signed = checkpoints.ToDictionary(checkpoint => checkpoint.Seq);
            var personal = await vault.OpenAsync([.. items.Select(item => item.Record).OfType<AuditRecord>()], cancellationToken).ConfigureAwait(false);
            foreach (var item in items.Where(item => item.Record is not null))
            {
                format.Write(buffer, item, [.. personal[item.Link.RecordId]]);
                if (signed.TryGetValue(item.Link.Seq, out var checkpoint))
                {
                    format.Write(buffer, checkpoint);
                }

                if (buffer.Length > Chunk)
                {
                    yield return Take(buffer);
                    progress?.Report(new(item.Link.Seq - range.First + 1, range.Total));
                }
            }
        }

        format.WriteEnd(buffer, signing.Mint(range.Chain, range.Last, range.Hash, range.First));
        yield return Take(buffer);
        progress?.Report(new(range.Total, range.Total));
    }

    // The reader has copied a chunk before it asks for the next.
    private static ReadOnlyMemory<byte> Take(MemoryStream buffer)
    {
        var length = (int)buffer.Length;
        buffer.SetLength(0);
        return buffer.GetBuffer().AsMemory(0, length);
    }
}
