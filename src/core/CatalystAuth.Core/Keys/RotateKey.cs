using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Keys;

namespace CatalystAuth.Core.Keys;

/// <summary>
/// Gives a key a new secret. The old one works for the overlap; one from before that is dead. Without an overlap the tokens die too, as
/// then somebody else may have had them.
/// </summary>
internal sealed class RotateKey(
    KeyAccess access, FreshSession fresh, AccountNotices notices, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int LongestOverlap = 604_800;

    public async Task<Result<IssuedKey>> RunAsync(KeyId id, RotateKeyRequest request, CancellationToken cancellationToken) =>
        await fresh.RefuseAsync(FreshSession.Lately, cancellationToken).ConfigureAwait(false) is { } unproven ? unproven : await unitOfWork.RunAsync<IssuedKey>(
            async ct =>
            {
                var found = await access.ToChangeAsync(id, ct).ConfigureAwait(false);
                if (!found.TryGet(out var changing, out var refusal))
                {
                    return refusal;
                }

                if (request.Overlap is < 0 or > LongestOverlap)
                {
                    return Error.Field(RequestErrorCodes.Invalid, "overlap", $"overlap is a number of seconds from 0 to {LongestOverlap}.");
                }

                if (changing.Key.UserId is { } owner)
                {
                    await notices.KeyChangedAsync(owner, KeyChange.Rotated, changing.Key.Name, changing.Grant.Org, ct).ConfigureAwait(false);
                }

                return Rotate(changing.Key, request.Overlap);
            },
            cancellationToken).ConfigureAwait(false);

    private IssuedKey Rotate(StoredKey key, int overlap)
    {
        var now = time.Now();
        var text = ApiKeyText.Create(key.Id);
        DateTimeOffset? until = overlap == 0 ? null : now.AddSeconds(overlap);
        (key.OldHash, key.OldHashUntil) = (overlap == 0 ? null : key.Hash, until);
        (key.Hash, key.Hint) = (ApiKeyText.Hash(text), text[^ApiKeyText.HintLength..]);
        key.Version++;
        journal.Write(key.OrgId, key.Id.ToString(), new KeyRotated(key.ToState(), until));
        if (overlap == 0)
        {
            invalidations.KeyTokens(key.Id, key.OrgId);
        }

        return key.ToIssued(text, now);
    }
}
