using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Memberships;

/// <summary>Adds a user to an organisation.</summary>
internal sealed class AddMember(
    OrgAccess access, RoleCatalog roles, LabelRules rules, IMembershipStore memberships, IUserStore users, IOrgStore orgs, JoinOrg join, IUnitOfWork unitOfWork)
{
    public Task<Result<Member>> RunAsync(OrgRef reference, AddMemberRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Member>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.MembersWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                var judged = await rules.JudgeAsync(granted, LabelTarget.Membership, [], request.LabelsDelta ?? [], ct).ConfigureAwait(false);
                if (!judged.TryGet(out var delta, out refusal))
                {
                    return refusal;
                }

                if (await roles.CheckGiveAsync(granted, request.Role, ct).ConfigureAwait(false) is { } roleError)
                {
                    return roleError;
                }

                if (await users.FindAsync(request.UserId, ct).ConfigureAwait(false) is not { } user)
                {
                    return MemberRefusals.UserNotFound;
                }

                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                if (await memberships.FindAsync(granted.Org.Id, user.Id, ct).ConfigureAwait(false) is not null)
                {
                    return MemberRefusals.Exists;
                }

                var places = await join.PlacesAsync(granted.Org.Id, ct).ConfigureAwait(false);
                return places.Refuse() is { } full ? full : join.Add(granted.Org.Id, user.Id, request.Role, delta).ToContract(user);
            },
            cancellationToken,
            onDuplicate: MemberRefusals.Exists);
}
