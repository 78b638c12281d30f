using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.SigningKeys;

/// <summary>
/// Lets new keys take over, when it is time and when somebody asks. A new key is published first; that it then signs follows from the
/// clock. Nodes take turns, so two that find the same key old make one between them.
/// </summary>
public sealed class RotateSigningKeys(
    PlatformAccess platform, ISigningKeyStore store, SigningKeyVault vault, SigningKeyChanges changes, IUnitOfWork unitOfWork,
    IOptions<SigningKeyOptions> options, TimeProvider time)
{
    // Between nodes' clocks, before a private part that signs nothing more is erased.
    private static readonly TimeSpan Erasure = TimeSpan.FromHours(1);

    private static readonly Error RotationPending = new(
        SigningKeyErrorCodes.RotationPending, "A new key is published already and waits for its turn. Ask for \"immediately\" to let it sign now.",
        ErrorKind.Conflict);

    /// <summary>Begins what is due, and erases the private parts that sign nothing more.</summary>
    public async Task RunDueAsync(CancellationToken cancellationToken) => await unitOfWork.RunAsync<bool>(
        async ct =>
        {
            await store.LockAsync(ct).ConfigureAwait(false);
            var all = (await store.ListAsync(ct).ConfigureAwait(false)).ToList();
            var now = time.Now();
            var due = Enum.GetValues<SigningKeyUse>().Where(use => IsDue(all, use, now)).ToList();
            due.ForEach(use => changes.Begin(all, use, now + options.Value.PublishBefore));
            var isErased = Erase(all, now);
            if (due.Count > 0 || isErased)
            {
                changes.Tell(all);
            }

            return true;
        },
        cancellationToken).ConfigureAwait(false);

    internal Task<Result<SigningKeyInfo>> RunAsync(RotateSigningKeyRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<SigningKeyInfo>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.SigningKeysWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                await store.LockAsync(ct).ConfigureAwait(false);
                var all = (await store.ListAsync(ct).ConfigureAwait(false)).ToList();
                var now = time.Now();
                if (!request.Immediately && SigningKeyChanges.Pending(all, request.Use, now) is not null)
                {
                    return RotationPending;
                }

                var key = request.Immediately
                    ? changes.BeginNow(all, request.Use)
                    : changes.Begin(all, request.Use, now + options.Value.PublishBefore);
                changes.Tell(all);
                return changes.InfoOf(all, key);
            },
            cancellationToken);

    private bool IsDue(List<StoredSigningKey> all, SigningKeyUse use, DateTimeOffset now)
    {
        var newest = all.Where(key => key.Use == use && key.RevokedAt is null).MaxBy(key => key.ActiveFrom);
        if (newest is null || newest.ActiveFrom > now)
        {
            return newest is null;
        }

        var interval = options.Value.RotationInterval;
        return newest.Algorithm != vault.AlgorithmOf(use)
            || (interval > TimeSpan.Zero && newest.ActiveFrom + interval - options.Value.PublishBefore <= now);
    }

    // Of keys of audit checkpoints, which never retire, when another has taken over.
    private bool Erase(List<StoredSigningKey> all, DateTimeOffset now)
    {
        var lives = vault.LivesOf(all);
        var over = all.Where(key => key.ProtectedSecret.Length > 0 && lives[key.Id] is var life
            && (life.At(now) is SigningKeyStatus.Retired or SigningKeyStatus.Revoked || (key.Use == SigningKeyUse.Audit && life.SignsUntil + Erasure < now)))
            .ToList();
        over.ForEach(key => key.ProtectedSecret = []);
        return over.Count > 0;
    }
}
