using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Memberships;

/// <summary>
/// What happens to an organisation when one of its owners stops being one: the last one can't, and for the one that owns it the
/// oldest other owner steps in. Part of a larger unit of work, which holds the organisation.
/// </summary>
internal sealed class Succession(IMembershipStore memberships, Journal journal, TimeProvider time)
{
    /// <summary>Asks and arranges it before an owner goes; null when nothing is in the way.</summary>
    public async Task<Error?> ArrangeAsync(Organisation org, Membership leaving, CancellationToken cancellationToken)
    {
        if (leaving.Role != BuiltInRoles.Owner)
        {
            return null;
        }

        if (await memberships.FindOtherOwnerAsync(org.Id, leaving.UserId, cancellationToken).ConfigureAwait(false) is not { } heir)
        {
            return MemberRefusals.LastOwner;
        }

        if (org.OwnerUserId == leaving.UserId)
        {
            journal.Write(org.Id, org.Id.ToString(), new OrgOwnerChanged(new(org.OwnerUserId), new(heir)));
            org.PassTo(heir, time.Now());
        }

        return null;
    }
}
