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

    /// <summary>
    /// Takes a chain out, as a file that <c>catalyst audit verify</c> checks, or for a spreadsheet. That it was taken out is a record of the
    /// chain itself. <c>GET /v1/audit/export?org=&amp;from=&amp;to=&amp;format=</c>
    /// </summary>
    /// <param name="query">What to take out.</param>
    /// <param name="progress">Told how far it is, while the content is read.</param>
    /// <param name="cancellationToken">Stops it, also while the content is read.</param>
    Task<Result<AuditExport>> ExportAsync(
        AuditExportQuery query, IProgress<AuditExportProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>All legal holds, those too that were released, newest first; for platform admins. <c>GET /v1/audit/holds</c></summary>
    Task<Result<Page<AuditHold>>> ListHoldsAsync(PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps the audit records of an organisation, or all, from being deleted, and who is in them from being erased; for platform admins.
    /// <c>POST /v1/audit/holds</c>
    /// </summary>
    Task<Result<AuditHold>> SetHoldAsync(SetAuditHoldRequest request, CancellationToken cancellationToken = default);

    /// <summary>Releases a legal hold; for platform admins. <c>DELETE /v1/audit/holds/{id}</c></summary>
    Task<Result> ReleaseHoldAsync(LegalHoldId hold, CancellationToken cancellationToken = default);
}
