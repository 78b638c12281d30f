using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Events;

namespace CatalystAuth.Storage.Audit;

internal sealed class JournalStore(CatalystDbContext context) : IJournalStore
{
    public void Append(AuditRecord record, OutboxEvent outboxEvent)
    {
        context.Add(record);
        context.Add(new UnlinkedRecord { RecordId = record.Id });
        context.Add(outboxEvent);
    }

    public void Append(OutboxEvent outboxEvent) => context.Add(outboxEvent);
}
