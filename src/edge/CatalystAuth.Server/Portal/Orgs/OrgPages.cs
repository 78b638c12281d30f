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
using CatalystAuth.Contracts.Users;
using CatalystAuth.Server.Portal.Forms;

namespace CatalystAuth.Server.Portal.Orgs;

/// <summary>What the page of an organisation shows; what the reader may not see is empty.</summary>
/// <param name="Org">The organisation.</param>
/// <param name="Profile">How it presents itself.</param>
/// <param name="Me">What the reader is and may do there.</param>
/// <param name="Members">A page of its members.</param>
/// <param name="Groups">A page of its groups.</param>
/// <param name="Invitations">A page of its pending invitations.</param>
public sealed record OrgPageModel(
    Org Org, OrgProfile Profile, EffectiveUser Me, Page<Member> Members, Page<Group> Groups, Page<Invitation> Invitations)
{
    /// <summary>Whether the reader holds a permission in the whole organisation.</summary>
    public bool May(string permission) => Me.Permissions.Any(held => held.Scope is null && held.Permission == permission);
}

/// <summary>Loads the page of an organisation. A stranger's is not found, as one that is not there.</summary>
internal static class OrgPages
{
    public static readonly Error NotFound = new(OrgErrorCodes.NotFound, "There is no such organisation, or you are not in it.", ErrorKind.NotFound);

    public static Task<Result<OrgPageModel>> LoadAsync(ICatalyst catalyst, string name, CancellationToken cancellationToken) =>
        LoadAsync(catalyst, name, new(), cancellationToken);

    public static async Task<Result<OrgPageModel>> LoadAsync(ICatalyst catalyst, string name, OrgPageQuery query, CancellationToken cancellationToken)
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

        var model = new OrgPageModel(org, profile, me, new([], null), new([], null), new([], null));
        if (model.May(BuiltInPermissions.MembersRead))
        {
            var page = new PageRequest(Cursor: query.MembersCursor);
            var listed = query.Q is null
                ? await catalyst.Members.ListAsync(org.Id, page, cancellationToken)
                : await catalyst.Members.SearchAsync(org.Id, new(query.Q), page, cancellationToken);
            if (!listed.TryGet(out var members, out refusal))
            {
                if (refusal.Code != UserErrorCodes.InvalidQuery)
                {
                    return refusal;
                }

                // What has no words, or too many, is nobody's name.
                members = new([], null);
            }

            model = model with { Members = members };
        }

        if (model.May(BuiltInPermissions.GroupsRead))
        {
            if (!(await catalyst.Groups.ListAsync(org.Id, new(PageRequest.MaxLimit, query.GroupsCursor), cancellationToken)).TryGet(out var groups, out refusal))
            {
                return refusal;
            }

            model = model with { Groups = groups with { Items = [.. groups.Items.OrderBy(group => group.Path, StringComparer.Ordinal)] } };
        }

        if (model.May(BuiltInPermissions.InvitationsRead))
        {
            if (!(await catalyst.Invitations.ListAsync(org.Id, InvitationStatus.Pending, new(Cursor: query.InvitationsCursor), cancellationToken)).TryGet(out var invitations, out refusal))
            {
                return refusal;
            }

            model = model with { Invitations = invitations };
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
