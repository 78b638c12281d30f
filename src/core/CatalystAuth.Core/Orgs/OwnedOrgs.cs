using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Orgs;

/// <summary>Whether a user may own one more organisation. Part of a larger unit of work.</summary>
internal sealed class OwnedOrgs(IOrgStore orgs, IUserStore users, Limits limits)
{
    /// <summary>
    /// The refusal when they own as many as they may; null when they may own one more. Holds the user, so that two at once are not
    /// both the last; so this comes before an organisation is held.
    /// </summary>
    public async Task<Error?> RefuseAsync(UserId user, CancellationToken cancellationToken)
    {
        await users.LockAsync(user, cancellationToken).ConfigureAwait(false);
        if (await limits.OfUserAsync(user, LimitNames.OrgsOwned, cancellationToken).ConfigureAwait(false) is not { } most)
        {
            return null;
        }

        var owned = await orgs.CountOwnedAsync(user, cancellationToken).ConfigureAwait(false);
        return owned < most ? null : Limits.Reached(LimitNames.OrgsOwned, most, owned);
    }
}
