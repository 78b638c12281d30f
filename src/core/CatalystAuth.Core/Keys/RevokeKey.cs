using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Keys;

/// <summary>Revokes a key; its tokens die with it.</summary>
internal sealed class RevokeKey(KeyAccess access, RevokedKeys revoked, IUnitOfWork unitOfWork)
{
    public async Task<Result> RunAsync(KeyId id, CancellationToken cancellationToken)
    {
        var done = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var found = await access.ToStopAsync(id, ct).ConfigureAwait(false);
                if (!found.TryGet(out var key, out var refusal))
                {
                    return refusal;
                }

                if (key.RevokedAt is null)
                {
                    revoked.Revoke(key, reason: null);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return done.Match<Result>(_ => Result.Success, error => error);
    }
}

/// <summary>What follows when keys are revoked. Part of a larger unit of work, which has authorized it.</summary>
internal sealed class RevokedKeys(IKeyStore keys, Journal journal, Invalidations invalidations, TimeProvider time)
{
    /// <summary>Revokes a user's own keys, in one organisation or in all.</summary>
    public async Task OfUserAsync(UserId user, OrgId? org, string reason, CancellationToken cancellationToken, string? actor = null)
    {
        foreach (var key in await keys.ListOfUserAsync(user, org, cancellationToken).ConfigureAwait(false))
        {
            Revoke(key, reason, actor);
        }
    }

    public void Revoke(StoredKey key, string? reason, string? actor = null)
    {
        journal.Write(key.OrgId, key.Id.ToString(), new KeyRevoked(key.ToState(), reason), actor);
        key.RevokedAt = time.Now();
        key.TellExpiryAt = null;
        key.Version++;
        invalidations.Key(key.Id);
    }
}

/// <summary>Why keys were revoked that nobody named.</summary>
internal static class KeyRevocationReasons
{
    public const string MemberRemoved = "member_removed";
    public const string UserBanned = "user_banned";
    public const string UserDeleted = "user_deleted";
    public const string AddressProven = "address_proven";
}
