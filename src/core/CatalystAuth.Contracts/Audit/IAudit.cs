using CatalystAuth.Contracts.Orgs;
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

    /// <summary>
    /// Checks the chain of an organisation, from its first record to its last; without one, a key's own, or the platform's for platform
    /// admins. <c>GET /v1/audit/verify?org=</c>
    /// </summary>
    Task<Result<AuditVerification>> VerifyAsync(OrgRef? org = null, CancellationToken cancellationToken = default);
}
