using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Audit;

/// <summary>The audit trail.</summary>
public interface IAudit
{
    /// <summary>
    /// The entries that a query finds, newest first. <c>GET /v1/audit/events?org=&amp;actor=&amp;action=&amp;target=&amp;from=&amp;to=</c>
    /// </summary>
    Task<Result<Page<AuditEntry>>> SearchAsync(AuditQuery query, PageRequest? page = null, CancellationToken cancellationToken = default);
}
