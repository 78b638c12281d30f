using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Audit.Exports;
using CatalystAuth.Core.Audit.Personal;
using CatalystAuth.Core.Audit.Retention;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Paging;

namespace CatalystAuth.Core.Audit;

/// <summary>The audit trail behind its contract.</summary>
internal sealed class AuditTrail(TrailAccess access, IAuditStore store, PersonalVault vault, VerifyAuditChain verify, ExportAuditChain export, Holds holds) : IAudit
{
    public async Task<Result<Page<AuditEntry>>> SearchAsync(
        AuditQuery query, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var entered = await access.AuthorizeAsync(query.Org, BuiltInPermissions.AuditRead, PlatformPermissions.AuditRead, cancellationToken)
            .ConfigureAwait(false);
        if (!entered.TryGet(out var trail, out var error)
            || !PageRequests.Check(page).TryGet(out var request, out error)
            || !EventFilter.Read(query.Action is { } action ? [action] : null, "action").TryGet(out var actions, out error)
            || (error = CheckId(query.Actor, "actor") ?? CheckId(query.Target, "target")) is not null)
        {
            return error;
        }

        var found = await store.SearchAsync(
            trail.Org, new(query.Actor, actions, query.Target, query.From, query.To), request, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out var records, out error))
        {
            return error;
        }

        var personal = await vault.OpenAsync(records.Items, cancellationToken).ConfigureAwait(false);
        return new Page<AuditEntry>(
            [.. records.Items.Select(record => PersonalRestore.Entry(record, [.. personal[record.Id]]))], records.NextCursor);
    }

    public async Task<Result<AuditVerification>> VerifyAsync(OrgRef? org = null, CancellationToken cancellationToken = default)
    {
        var entered = await access.AuthorizeAsync(org, BuiltInPermissions.AuditRead, PlatformPermissions.AuditRead, cancellationToken)
            .ConfigureAwait(false);
        return entered.TryGet(out var trail, out var error)
            ? await verify.RunAsync(new(trail.Org), cancellationToken).ConfigureAwait(false)
            : error;
    }

    public Task<Result<AuditExport>> ExportAsync(
        AuditExportQuery query, IProgress<AuditExportProgress>? progress = null, CancellationToken cancellationToken = default) =>
        export.RunAsync(query, progress, cancellationToken);

    public Task<Result<Page<AuditHold>>> ListHoldsAsync(PageRequest? page = null, CancellationToken cancellationToken = default) =>
        holds.ListAsync(page, cancellationToken);

    public Task<Result<AuditHold>> SetHoldAsync(SetAuditHoldRequest request, CancellationToken cancellationToken = default) =>
        holds.SetAsync(request, cancellationToken);

    public Task<Result> ReleaseHoldAsync(LegalHoldId hold, CancellationToken cancellationToken = default) =>
        holds.ReleaseAsync(hold, cancellationToken);

    // Not every text can be asked of every database.
    private static Error? CheckId(string? id, string field) => id is null || (id.Length is > 0 and <= AuditQuery.MaxIdLength && id.All(char.IsAscii) && !id.Any(char.IsControl))
        ? null
        : Error.Field(RequestErrorCodes.Invalid, field, $"{field} is an id, system or anonymous.");
}
