using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Labels;

namespace CatalystAuth.Core.Orgs;

/// <summary>What stops organisations and brings them back, behind its contract.</summary>
internal sealed class OrgLifecycle(SuspendOrg suspend, DeleteOrg delete, RestoreOrg restore, PurgeOrgs purge, ClientLabels clientLabels)
    : IOrgLifecycle
{
    public Task<Result<Org>> SuspendAsync(OrgRef org, SuspendOrgRequest request, CancellationToken cancellationToken = default) =>
        ShowAsync(suspend.SuspendAsync(org, request, cancellationToken), cancellationToken);

    public Task<Result<Org>> ReactivateAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        ShowAsync(suspend.ReactivateAsync(org, cancellationToken), cancellationToken);

    public Task<Result<Org>> DeleteAsync(OrgRef org, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        ShowAsync(delete.RunAsync(org, ifVersion, cancellationToken), cancellationToken);

    public Task<Result<Org>> RestoreAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        ShowAsync(restore.RunAsync(org, cancellationToken), cancellationToken);

    public Task<Result> PurgeAsync(OrgRef org, CancellationToken cancellationToken = default) => purge.RunAsync(org, cancellationToken);

    private async Task<Result<Org>> ShowAsync(Task<Result<Org>> change, CancellationToken cancellationToken) =>
        await clientLabels.ShowStoppedAsync(await change.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
}
