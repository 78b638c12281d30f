using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Memberships;

namespace CatalystAuth.Core.Invitations;

/// <summary>What invitations need of groups.</summary>
internal interface IInvitationGroups
{
    /// <summary>Whether the caller may put somebody into these groups; null when they may.</summary>
    Task<Error?> CheckAsync(OrgGrant grant, IReadOnlyList<GroupId> groups, CancellationToken cancellationToken);

    /// <summary>Puts a new member into the groups that still exist. Part of a larger unit of work.</summary>
    Task ApplyAsync(Membership membership, IReadOnlyList<GroupId> groups, CancellationToken cancellationToken);
}

/// <summary>For a server without groups.</summary>
internal sealed class NoInvitationGroups : IInvitationGroups
{
    private static readonly Error NoGroups = Error.Field(
        InvitationErrorCodes.InvalidGroup, "groups", "This server has no groups; leave the list out.");

    public Task<Error?> CheckAsync(OrgGrant grant, IReadOnlyList<GroupId> groups, CancellationToken cancellationToken) =>
        Task.FromResult(groups.Count == 0 ? null : NoGroups);

    public Task ApplyAsync(Membership membership, IReadOnlyList<GroupId> groups, CancellationToken cancellationToken) => Task.CompletedTask;
}
