using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Invalidation;

namespace CatalystAuth.Core.Memberships;

/// <summary>Makes users members. Part of a larger unit of work, which holds the organisation so that two can't take the last place.</summary>
internal sealed class JoinOrg(IMembershipStore memberships, Limits limits, Journal journal, Invalidations invalidations, TimeProvider time)
{
    /// <summary>How many more may join.</summary>
    public async Task<Places> PlacesAsync(OrgId org, CancellationToken cancellationToken)
    {
        if (await limits.OfOrgAsync(org, LimitNames.Members, cancellationToken).ConfigureAwait(false) is not { } most)
        {
            return new(LimitNames.Members, most: null, taken: 0);
        }

        return new(LimitNames.Members, most, await memberships.CountAsync(org, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Makes a user a member.</summary>
    /// <param name="org">The organisation.</param>
    /// <param name="user">Who joins.</param>
    /// <param name="role">Their role.</param>
    /// <param name="delta">Their label delta.</param>
    /// <param name="actor">Who does it, when it is not the caller.</param>
    public Membership Add(OrgId org, UserId user, string role, IReadOnlyList<LabelEntry> delta, string? actor = null)
    {
        var now = time.Now();
        var membership = new Membership
        {
            Id = TypeId.New<MembershipId>(now),
            OrgId = org,
            UserId = user,
            Role = role,
            LabelsDelta = delta,
            CreatedAt = now,
        };
        memberships.Add(membership);
        journal.Write(org, user.ToString(), new MemberAdded(membership.ToState()), actor);
        invalidations.MemberIdentity(user, org);
        return membership;
    }
}
