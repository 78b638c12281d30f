using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Profiles;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.SigningKeys;

/// <summary>Gives a signing key up in an emergency. What it signed is refused as soon as other nodes hear of it, within the revocation bound.</summary>
internal sealed class RevokeSigningKey(
    PlatformAccess platform, ISigningKeyStore store, SigningKeyVault vault, SigningKeyChanges changes, Journal journal, Invalidations invalidations,
    IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int MaxReason = 500;

    private static readonly Error NotFound = new(SigningKeyErrorCodes.NotFound, "There is no such signing key.", ErrorKind.NotFound);

    private static readonly Error Ended = new(
        SigningKeyErrorCodes.Ended, "The key is revoked or retired already; nothing that it signed is believed.", ErrorKind.Conflict);

    private static readonly Error NotRevocable = new(
        SigningKeyErrorCodes.NotRevocable,
        "What keys of audit checkpoints signed never expires, so they can't be revoked. Rotate with \"immediately\" instead.", ErrorKind.Conflict);

    public Task<Result<SigningKeyInfo>> RunAsync(string id, RevokeSigningKeyRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<SigningKeyInfo>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.SigningKeysWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                if (string.IsNullOrWhiteSpace(request.Reason) || !ProfileGrammar.IsText(request.Reason, MaxReason))
                {
                    return Error.Field(SigningKeyErrorCodes.InvalidReason, "reason", $"A reason of 1 to {MaxReason} characters is needed.");
                }

                await store.LockAsync(ct).ConfigureAwait(false);
                var all = (await store.ListAsync(ct).ConfigureAwait(false)).ToList();
                return all.Find(key => key.Id == id) is { } key ? Revoke(all, key, request.Reason) : NotFound;
            },
            cancellationToken);

    private Result<SigningKeyInfo> Revoke(List<StoredSigningKey> all, StoredSigningKey key, string reason)
    {
        if (key.Use == SigningKeyUse.Audit)
        {
            return NotRevocable;
        }

        var now = time.Now();
        var status = vault.LivesOf(all)[key.Id].At(now);
        if (status is SigningKeyStatus.Revoked or SigningKeyStatus.Retired)
        {
            return Ended;
        }

        key.RevokedAt = now;
        key.ProtectedSecret = [];
        var successor = status == SigningKeyStatus.Active ? changes.BeginNow(all, key.Use) : null;
        journal.Write(org: null, key.Id, new SigningKeyRevoked(SigningKeyChanges.StateOf(key), reason, successor?.Id));
        invalidations.SigningKeyRevoked(key.Id);
        changes.Tell(all);
        return changes.InfoOf(all, key);
    }
}
