using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Keys;

/// <summary>Revokes a key; its tokens die with it.</summary>
internal sealed class RevokeKey(
    OrgAccess access, IKeyStore keys, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result> RunAsync(KeyId id, CancellationToken cancellationToken)
    {
        var revoked = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var key = await keys.FindAsync(id, ct).ConfigureAwait(false);
                var grant = await access.AuthorizeOwnedAsync(key?.OrgId, BuiltInPermissions.KeysWrite, Keys.NotFound, ct)
                    .ConfigureAwait(false);
                if (!grant.TryGet(out _, out var refusal))
                {
                    return refusal;
                }

                if (key!.RevokedAt is null)
                {
                    key.RevokedAt = time.Now();
                    journal.Write(key.OrgId, id.ToString(), new KeyRevoked(new(key.Name, key.Scopes, key.ExpiresAt)));
                    invalidations.Key(id);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return revoked.Match<Result>(_ => Result.Success, error => error);
    }
}
