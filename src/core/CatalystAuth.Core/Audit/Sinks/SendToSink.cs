using CatalystAuth.Contracts.Audit;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Audit.Personal;

namespace CatalystAuth.Core.Audit.Sinks;

/// <summary>
/// Sends waiting records to a sink, from one node at a time: each at least once, in the order of its chain. What is sent is forgotten here
/// only when the sink has taken it.
/// </summary>
public sealed class SendToSink(IAuditSinkQueue queue, PersonalVault vault, TimeProvider time)
{
    /// <summary>How many records a sink gets at once, at most.</summary>
    public const int Batch = 500;

    /// <summary>For how long a node has a sink; longer than a sink takes for a batch.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Sends a batch; says how many records it had. 0 when none wait or another node sends.</summary>
    /// <param name="sink">To whom.</param>
    /// <param name="node">Who sends.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<int> RunAsync(IAuditSink sink, string node, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!await queue.LeaseAsync(sink.Name, node, now, now + Lease, cancellationToken).ConfigureAwait(false))
        {
            return 0;
        }

        var found = await queue.ListAsync(sink.Name, Batch, cancellationToken).ConfigureAwait(false);
        var records = found.Select(item => item.Record).OfType<AuditRecord>().ToList();
        if (records.Count > 0)
        {
            var personal = await vault.OpenAsync(records, cancellationToken).ConfigureAwait(false);
            await sink.SendAsync(
                [
                    .. found.Where(item => item.Record is not null).Select(item => new AuditSinkRecord(
                        item.Link.Chain.Name, item.Link.Seq, ChainHash.Format(item.Link.Hash),
                        PersonalRestore.Entry(item.Record!, [.. personal[item.Record!.Id]]))),
                ],
                cancellationToken).ConfigureAwait(false);
        }

        foreach (var chain in found.GroupBy(item => item.Link.Chain))
        {
            await queue.RemoveAsync(sink.Name, chain.Key, chain.Max(item => item.Link.Seq), cancellationToken).ConfigureAwait(false);
        }

        return found.Count;
    }
}
