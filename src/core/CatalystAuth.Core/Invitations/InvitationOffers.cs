using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Roles;

namespace CatalystAuth.Core.Invitations;

/// <summary>Whether the caller may offer something: nobody invites others to more than they may give.</summary>
internal sealed class InvitationOffers(RoleCatalog roles, InvitationGroups groupRules)
{
    public async Task<Error?> CheckAsync(
        OrgGrant grant, LabelJudge judge, string role, IReadOnlyList<GroupId> groups, IReadOnlyList<LabelInput> labelsDelta,
        CancellationToken cancellationToken)
    {
        if (await roles.CheckGiveAsync(grant, role, cancellationToken).ConfigureAwait(false) is { } error)
        {
            return error;
        }

        // Labels and groups may open doors; who only invites must not hand them out.
        if (labelsDelta.Count + groups.Count > 0 && !grant.Holds(BuiltInPermissions.MembersWrite))
        {
            return Refusals.PermissionDenied(BuiltInPermissions.MembersWrite);
        }

        return !judge.Judge(LabelTarget.Membership, [], labelsDelta).TryGet(out _, out var refused)
            ? refused
            : await groupRules.CheckAsync(grant, groups, cancellationToken).ConfigureAwait(false);
    }
}
