using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Orgs;

/// <summary>
/// Stops organisations and brings them back. While one is stopped its tokens are refused everywhere, its keys can't be exchanged, its
/// apps let nobody in, and its members are refused; tokens from before stay dead when it goes on.
/// </summary>
public interface IOrgLifecycle
{
    /// <summary>Stops one; for platform admins. <c>POST /v1/orgs/{org}/suspend</c></summary>
    Task<Result<Org>> SuspendAsync(OrgRef org, SuspendOrgRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lets a suspended one go on; for platform admins. <c>POST /v1/orgs/{org}/reactivate</c></summary>
    Task<Result<Org>> ReactivateAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>Deletes one. It can be restored until <see cref="Org.PurgeAt"/>. <c>DELETE /v1/orgs/{org}</c></summary>
    /// <param name="org">Which.</param>
    /// <param name="ifVersion">The version that is meant; another current one refuses it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<Org>> DeleteAsync(OrgRef org, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Brings a deleted one back; for its owners and platform admins. <c>POST /v1/orgs/{org}/restore</c></summary>
    Task<Result<Org>> RestoreAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes a deleted one for good, without waiting; for platform admins. Audit records and events stay.
    /// <c>POST /v1/orgs/{org}/purge</c>
    /// </summary>
    Task<Result> PurgeAsync(OrgRef org, CancellationToken cancellationToken = default);
}
