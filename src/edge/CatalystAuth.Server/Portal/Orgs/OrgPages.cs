using System.Text.Json.Nodes;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Server.Portal.Forms;

namespace CatalystAuth.Server.Portal.Orgs;

/// <summary>What the page of an organisation shows; what the reader may not see is empty.</summary>
/// <param name="Org">The organisation.</param>
/// <param name="Profile">How it presents itself.</param>
/// <param name="Me">What the reader is and may do there.</param>
/// <param name="Members">Its first members.</param>
/// <param name="HasMoreMembers">Whether there are more.</param>
/// <param name="Groups">Its groups.</param>
/// <param name="Invitations">Its pending invitations.</param>
public sealed record OrgPageModel(
    Org Org, OrgProfile Profile, EffectiveUser Me, IReadOnlyList<Member> Members, bool HasMoreMembers, IReadOnlyList<Group> Groups,
    IReadOnlyList<Invitation> Invitations)
{
    /// <summary>Whether the reader holds a permission in the whole organisation.</summary>
    public bool May(string permission) => Me.Permissions.Any(held => held.Scope is null && held.Permission == permission);
}

/// <summary>Loads the page of an organisation. A stranger's is not found, as one that is not there.</summary>
internal static class OrgPages
{
    public static readonly Error NotFound = new(OrgErrorCodes.NotFound, "There is no such organisation, or you are not in it.", ErrorKind.NotFound);

    private static readonly PageRequest Most = new(PageRequest.MaxLimit);

    public static async Task<Result<OrgPageModel>> LoadAsync(ICatalyst catalyst, string name, CancellationToken cancellationToken)
    {
        if (!OrgRef.TryParse(name, null, out var named))
        {
            return NotFound;
        }

        if (!(await catalyst.Orgs.GetAsync(named, cancellationToken)).TryGet(out var org, out var refusal)
            || !(await catalyst.Orgs.GetProfileAsync(org.Id, cancellationToken)).TryGet(out var profile, out refusal)
            || !(await catalyst.Me.EffectiveAsync(org.Id, cancellationToken)).TryGet(out var me, out refusal))
        {
            return refusal;
        }

        var model = new OrgPageModel(org, profile, me, [], false, [], []);
        if (model.May(BuiltInPermissions.MembersRead))
        {
            if (!(await catalyst.Members.ListAsync(org.Id, Most, cancellationToken)).TryGet(out var members, out refusal))
            {
                return refusal;
            }

            model = model with { Members = members.Items, HasMoreMembers = members.NextCursor is not null };
        }

        if (model.May(BuiltInPermissions.GroupsRead))
        {
            if (!(await catalyst.Groups.ListAsync(org.Id, Most, cancellationToken)).TryGet(out var groups, out refusal))
            {
                return refusal;
            }

            model = model with { Groups = [.. groups.Items.OrderBy(group => group.Path, StringComparer.Ordinal)] };
        }

        if (model.May(BuiltInPermissions.InvitationsRead))
        {
            if (!(await catalyst.Invitations.ListAsync(org.Id, InvitationStatus.Pending, Most, cancellationToken)).TryGet(out var invitations, out refusal))
            {
                return refusal;
            }

            model = model with { Invitations = invitations.Items };
        }

        return model;
    }

    /// <summary>What a form changes of the profile; what is empty there is emptied.</summary>
    public static JsonObject ProfileChanges(PostedForm form)
    {
        var changes = new JsonObject();
        foreach (var field in new[] { "description", "website", "logoUrl" })
        {
            changes[field] = form.Text(field) is { Length: > 0 } text ? text : null;
        }

        return changes;
    }
}
