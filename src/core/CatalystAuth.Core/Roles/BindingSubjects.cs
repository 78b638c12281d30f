using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Memberships;

namespace CatalystAuth.Core.Roles;

/// <summary>Who or what a binding is about: whether it belongs to the organisation, and what a change of it invalidates.</summary>
internal sealed class BindingSubjects(IMembershipStore memberships, IGroupStore groups, IKeyStore keys, Invalidations invalidations)
{
    public async Task<Error?> CheckAsync(OrgId org, CreateBindingRequest request, CancellationToken cancellationToken)
    {
        if (!await IsOfAsync(org, request.Subject, cancellationToken).ConfigureAwait(false))
        {
            return BindingRefusals.Invalid(
                "subject", "The subject is a member, a group or a key of this organisation (none of a user's own), by its id, or the organisation itself for all members.");
        }

        return request.GroupId is { } group && await groups.FindAsync(org, group, cancellationToken).ConfigureAwait(false) is null
            ? GroupChecks.ParentNotFound with { Fields = new Dictionary<string, string[]> { ["groupId"] = [GroupChecks.NotFound.Message] } }
            : null;
    }

    public async Task TellOfGainAsync(StoredBinding binding, CancellationToken cancellationToken)
    {
        var org = binding.OrgId!.Value;
        switch (binding.Subject)
        {
            case var text when UserId.TryParse(text, null, out var user):
                invalidations.MemberClaims(user, org);
                break;
            case var text when GroupId.TryParse(text, null, out var id):
                if (await groups.FindAsync(org, id, cancellationToken).ConfigureAwait(false) is { } group)
                {
                    invalidations.GroupClaims(org, id, group.Path);
                }

                break;
            case var text when OrgId.TryParse(text, null, out _):
                invalidations.OrgClaims(org);
                break;
        }
    }

    public async Task TellOfLossAsync(StoredBinding binding, CancellationToken cancellationToken)
    {
        var org = binding.OrgId!.Value;
        switch (binding.Subject)
        {
            case var text when UserId.TryParse(text, null, out var user):
                invalidations.Membership(user, org);
                break;
            case var text when GroupId.TryParse(text, null, out var id):
                if (await groups.FindAsync(org, id, cancellationToken).ConfigureAwait(false) is { } group)
                {
                    invalidations.Group(org, id, group.Path);
                }

                break;
            case var text when KeyId.TryParse(text, null, out var key):
                invalidations.KeyTokens(key, org);
                break;
            default:
                invalidations.Role(org, binding.Role);
                invalidations.OrgIdentity(org);
                break;
        }
    }

    private async Task<bool> IsOfAsync(OrgId org, string subject, CancellationToken cancellationToken) => subject switch
    {
        _ when UserId.TryParse(subject, null, out var user) =>
            await memberships.FindAsync(org, user, cancellationToken).ConfigureAwait(false) is not null,
        _ when GroupId.TryParse(subject, null, out var group) =>
            await groups.FindAsync(org, group, cancellationToken).ConfigureAwait(false) is not null,
        _ when KeyId.TryParse(subject, null, out var key) =>
            await keys.FindAsync(key, cancellationToken).ConfigureAwait(false) is { RevokedAt: null, UserId: null } found && found.OrgId == org,
        _ => OrgId.TryParse(subject, null, out var other) && other == org,
    };
}
