using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Memberships;

namespace CatalystAuth.Core.Invitations;

/// <summary>The groups that an invitation puts its invitee into.</summary>
internal sealed class InvitationGroups(GroupAccess access, IGroupStore groups, IGroupMemberStore members, TimeProvider time)
{
    private const int MaxGroups = 20;

    private static readonly Error TooMany = Error.Field(
        InvitationErrorCodes.InvalidGroup, "groups", $"An invitation names at most {MaxGroups} groups, each once.");

    private static readonly Error NotFound = Error.Field(
        InvitationErrorCodes.InvalidGroup, "groups", "One of the groups is not one of this organisation.");

    /// <summary>Whether the caller may put somebody into these groups; null when they may.</summary>
    public async Task<Error?> CheckAsync(OrgGrant grant, IReadOnlyList<GroupId> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count > MaxGroups || wanted.Distinct().Count() != wanted.Count)
        {
            return TooMany;
        }

        foreach (var id in wanted)
        {
            var entered = await access.AuthorizeAsync(grant, id, BuiltInPermissions.GroupsWrite, cancellationToken).ConfigureAwait(false);
            if (!entered.TryGet(out var granted, out var refusal))
            {
                return refusal.Code == GroupErrorCodes.NotFound ? NotFound : refusal;
            }

            if (await access.CheckGiveAsync(grant, [.. granted.Above, granted.Group], cancellationToken).ConfigureAwait(false) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    /// <summary>Whether they may put somebody into those of the groups that still exist; null when they may.</summary>
    public async Task<Error?> CheckLeftAsync(OrgGrant grant, IReadOnlyList<GroupId> offered, CancellationToken cancellationToken)
    {
        var left = new List<GroupId>(offered.Count);
        foreach (var id in offered)
        {
            if (await groups.FindAsync(grant.Org.Id, id, cancellationToken).ConfigureAwait(false) is not null)
            {
                left.Add(id);
            }
        }

        return await CheckAsync(grant, left, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts a new member into the groups that still exist. Part of a larger unit of work.</summary>
    public async Task ApplyAsync(Membership membership, IReadOnlyList<GroupId> wanted, CancellationToken cancellationToken)
    {
        foreach (var id in wanted)
        {
            if (await groups.FindAsync(membership.OrgId, id, cancellationToken).ConfigureAwait(false) is not null)
            {
                members.Add(new GroupMembership { GroupId = id, UserId = membership.UserId, OrgId = membership.OrgId, AddedAt = time.Now() });
            }
        }
    }
}
