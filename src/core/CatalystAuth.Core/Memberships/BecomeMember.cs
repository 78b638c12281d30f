using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Memberships;

/// <summary>
/// Makes somebody with an account a member of an open organisation because they want to be one. Part of a larger unit of work, which holds the user.
/// </summary>
internal sealed class BecomeMember(IOrgStore orgs, IMembershipStore memberships, JoinOrg join)
{
    /// <summary>Refused who has not proven what the organisation asks for, so that nobody is a member who could not come in.</summary>
    /// <param name="org">The organisation, found open in this unit of work.</param>
    /// <param name="user">Who.</param>
    /// <param name="amr">How they have proven who they are (RFC 8176).</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<Membership>> RunAsync(Organisation org, UserId user, IReadOnlyList<string> amr, CancellationToken cancellationToken)
    {
        // Was it closed meanwhile, the unit of work begins anew and does not find it open.
        await orgs.LockAsync(org.Id, cancellationToken).ConfigureAwait(false);
        if (await memberships.FindAsync(org.Id, user, cancellationToken).ConfigureAwait(false) is not null)
        {
            return MemberRefusals.Exists;
        }

        if (org.SignIn.Refuse(amr) is { } unmet)
        {
            return unmet;
        }

        return await RefuseAsync(org, cancellationToken).ConfigureAwait(false) is { } full
            ? full
            : join.Add(org.Id, user, BuiltInRoles.Member, [], actor: user.ToString());
    }

    /// <summary>The refusal of an organisation without a place; null when there is one. How large its plan is, is not for strangers.</summary>
    public async Task<Error?> RefuseAsync(Organisation org, CancellationToken cancellationToken) =>
        (await join.PlacesAsync(org.Id, cancellationToken).ConfigureAwait(false)).Refuse() is null ? null : MemberRefusals.OrgFull;
}
