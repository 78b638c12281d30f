using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Keys;

/// <summary>Who can own keys of an organisation beside it: its members, unless they are banned.</summary>
internal sealed class KeyOwners(IUserStore users, IMembershipStore memberships, IKeyStore keys)
{
    public async Task<IReadOnlyDictionary<UserId, KeyOwner>> FindAsync(
        OrgId org, IReadOnlyList<UserId> wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = new Dictionary<UserId, KeyOwner>();
        foreach (var user in wanted)
        {
            if (await memberships.FindAsync(org, user, cancellationToken).ConfigureAwait(false) is { } membership
                && await users.FindAsync(user, cancellationToken).ConfigureAwait(false) is { } account && !account.IsBanned(now))
            {
                found[user] = new(membership) { Live = await keys.CountLiveAsync(org, user, now, cancellationToken).ConfigureAwait(false) };
            }
        }

        return found;
    }
}

/// <summary>Who owns a key.</summary>
/// <param name="membership">The membership of a user; null for the organisation.</param>
internal sealed class KeyOwner(Membership? membership)
{
    public static KeyOwner OfOrg => new(null);

    public Membership? Membership => membership;

    /// <summary>How many keys of theirs work.</summary>
    public long Live { get; set; }
}
