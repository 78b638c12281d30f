using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Memberships;

/// <summary>Changes a member's role or label delta. Tokens that remember the old ones die.</summary>
internal sealed class UpdateMember(
    OrgAccess access, RoleCatalog roles, LabelRules rules, IMembershipStore memberships, IUserStore users, IOrgStore orgs, Succession succession,
    Journal journal, Invalidations invalidations,
    IUnitOfWork unitOfWork)
{
    public Task<Result<Member>> RunAsync(
        OrgRef reference, UserId userId, UpdateMemberRequest request, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Member>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.MembersWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                var membership = await memberships.FindAsync(granted.Org.Id, userId, ct).ConfigureAwait(false);
                var user = await users.FindAsync(userId, ct).ConfigureAwait(false);
                if (membership is null || user is null)
                {
                    return MemberRefusals.NotFound;
                }

                if (ifVersion is not null && ifVersion != membership.Version)
                {
                    return Refusals.VersionMismatch;
                }

                var role = request.Role ?? membership.Role;
                if ((await roles.CheckGiveAsync(granted, role, ct).ConfigureAwait(false)
                    ?? await roles.CheckGiveAsync(granted, membership.Role, ct).ConfigureAwait(false)) is { } error)
                {
                    return error;
                }

                if (role != BuiltInRoles.Owner && await succession.ArrangeAsync(granted.Org, membership, ct).ConfigureAwait(false) is { } last)
                {
                    return last;
                }

                if (request.LabelsDelta is not { } wanted)
                {
                    return Change(membership, user, role, membership.LabelsDelta);
                }

                var judged = await rules.JudgeAsync(granted, LabelTarget.Membership, membership.LabelsDelta, wanted, ct).ConfigureAwait(false);
                return judged.TryGet(out var delta, out refusal) ? Change(membership, user, role, delta) : refusal;
            },
            cancellationToken);

    private Member Change(Membership membership, UserAccount user, string role, IReadOnlyList<LabelEntry> delta)
    {
        if (membership.Role == role && membership.LabelsDelta.SequenceEqual(delta))
        {
            return membership.ToContract(user);
        }

        var before = membership.ToState();
        membership.Change(role, delta);
        journal.Write(membership.OrgId, user.Id.ToString(), new MemberUpdated(before, membership.ToState()));
        invalidations.Membership(user.Id, membership.OrgId);
        return membership.ToContract(user);
    }
}
