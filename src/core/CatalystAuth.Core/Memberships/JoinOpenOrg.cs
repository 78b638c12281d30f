using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Memberships;

/// <summary>Has a signed-in user join an organisation that is open, in their own name only: nobody who acts as them shows them to others.</summary>
internal sealed class JoinOpenOrg(
    CallContext call, OpenOrgs open, BecomeMember become, IOrgStore orgs, IMembershipStore memberships, IUserStore users, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>What strangers see of one.</summary>
    public async Task<Result<OpenOrg>> PreviewAsync(OrgRef reference, CancellationToken cancellationToken) =>
        await open.FindByLinkAsync(reference, cancellationToken).ConfigureAwait(false) is { } org
            ? new OpenOrg(org.Id, org.Slug, org.Name) { LogoUrl = org.LogoUrl }
            : Refusals.OrgNotFound;

    /// <summary>Joins one.</summary>
    public Task<Result<MyOrg>> RunAsync(OrgRef reference, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<MyOrg>(
            async ct =>
            {
                if (!MyAccount.Themselves(call).TryGet(out var caller, out var refusal))
                {
                    return refusal;
                }

                await users.LockAsync(caller.UserId, ct).ConfigureAwait(false);
                if (await users.FindAsync(caller.UserId, ct).ConfigureAwait(false) is not { } user || user.IsBanned(time.Now()))
                {
                    return Refusals.Unauthenticated;
                }

                if (await open.FindByLinkAsync(reference, ct).ConfigureAwait(false) is not { } org)
                {
                    return await WhyNotAsync(reference, user.Id, ct).ConfigureAwait(false);
                }

                return (await become.RunAsync(org, user.Id, caller.Amr, ct).ConfigureAwait(false)).Map(
                    membership => new MyOrg(org.Id, org.Slug, org.Name, membership.Role) { LogoUrl = org.LogoUrl, Status = org.Status });
            },
            cancellationToken);

    // Its members know that it is there.
    private async Task<Error> WhyNotAsync(OrgRef reference, UserId user, CancellationToken cancellationToken) =>
        await orgs.FindAsync(reference, cancellationToken).ConfigureAwait(false) is { } org
            && await memberships.FindAsync(org.Id, user, cancellationToken).ConfigureAwait(false) is not null
            ? Refusals.Stopped(org.Status) ?? MemberRefusals.Exists
            : Refusals.OrgNotFound;
}
