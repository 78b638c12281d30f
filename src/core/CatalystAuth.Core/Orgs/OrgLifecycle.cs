using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Orgs;

/// <summary>What stops organisations and brings them back, behind its contract.</summary>
internal sealed class OrgLifecycle(SuspendOrg suspend, DeleteOrg delete, RestoreOrg restore, PurgeOrgs purge) : IOrgLifecycle
{
    public Task<Result<Org>> SuspendAsync(OrgRef org, SuspendOrgRequest request, CancellationToken cancellationToken = default) =>
        suspend.SuspendAsync(org, request, cancellationToken);

    public Task<Result<Org>> ReactivateAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        suspend.ReactivateAsync(org, cancellationToken);

    public Task<Result<Org>> DeleteAsync(OrgRef org, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        delete.RunAsync(org, ifVersion, cancellationToken);

    public Task<Result<Org>> RestoreAsync(OrgRef org, CancellationToken cancellationToken = default) => restore.RunAsync(org, cancellationToken);

    public Task<Result> PurgeAsync(OrgRef org, CancellationToken cancellationToken = default) => purge.RunAsync(org, cancellationToken);
}
