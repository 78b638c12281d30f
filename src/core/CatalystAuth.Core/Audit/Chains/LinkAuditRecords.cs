using CatalystAuth.Core.Audit.Sinks;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Audit.Chains;

/// <summary>
/// Gives committed records their places in the chains, and puts them in line for the sinks. Run by the server in the background, and before a
/// chain is read.
/// </summary>
public sealed class LinkAuditRecords(
    IAuditChainStore store, IEnumerable<IAuditSink> sinks, IAuditSinkQueue queue, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>How many records one transaction links.</summary>
    public const int Batch = 1000;

    /// <summary>Links all that are committed now.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await store.HasUnlinkedAsync(cancellationToken).ConfigureAwait(false))
        {
            var linked = await unitOfWork.RunAsync<int>(async ct => await LinkAsync(ct).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
            if (linked.Value == 0)
            {
                // Another node was faster.
                return;
            }
        }
    }

    private async Task<int> LinkAsync(CancellationToken cancellationToken)
    {
        await store.LockAsync(cancellationToken).ConfigureAwait(false);
        var records = await store.ListUnlinkedAsync(Batch, cancellationToken).ConfigureAwait(false);
        var chains = records.Select(record => new AuditChain(record.OrgId)).ToHashSet();
        var heads = (await store.ListHeadsAsync(chains, cancellationToken).ConfigureAwait(false)).ToDictionary(head => head.Chain);
        var begun = chains.Where(chain => !heads.ContainsKey(chain)).Select(AuditChainHead.Of).ToList();
        begun.ForEach(head => heads.Add(head.Chain, head));
        var now = time.Now();
        var links = records.Select(record => heads[new(record.OrgId)].Append(record, now)).ToList();
        await store.LinkAsync(links, begun, cancellationToken).ConfigureAwait(false);
        queue.Add(sinks.SelectMany(sink => links.Select(link =>
            new AuditOutgoing { Sink = sink.Name, Chain = link.Chain, Seq = link.Seq, Since = now })));
        return links.Count;
    }
}
