using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Audit;

internal sealed class AuditStore(CatalystDbContext context) : IAuditStore
{
    public Task<Result<Page<AuditRecord>>> SearchAsync(OrgId? org, AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var records = context.AuditRecords.AsNoTracking();
        if (org is { } one)
        {
            records = records.Where(record => record.OrgId == one);
        }

        if (filter.Actor is { } actor)
        {
            records = records.Where(record => record.Actor == actor);
        }

        if (filter.Target is { } target)
        {
            records = records.Where(record => record.Target == target);
        }

        // One alone is looked up in the order of the list.
        records = filter.Actions switch
        {
            [] => records,
            [var action] => records.Where(record => record.Action == action),
            var actions => records.Where(record => actions.Contains(record.Action)),
        };

        // An id begins with the time at which it was made, and is the order of the list.
        if (filter.From is { } from)
        {
            var first = FirstIds.At<AuditId>(from);
            records = records.Where(record => record.Id.CompareTo(first) >= 0);
        }

        if (filter.To is { } to)
        {
            var first = FirstIds.At<AuditId>(to);
            records = records.Where(record => record.Id.CompareTo(first) < 0);
        }

        return records.OrderByDescending(record => record.Id).PageAsync<AuditRecord, AuditId>(
            page, record => record.Id, (query, last) => query.Where(record => record.Id.CompareTo(last) < 0), cancellationToken);
    }
}
