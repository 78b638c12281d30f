using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.Keys;

/// <summary>
/// Who may look at a key, stop it, or have it in hand. A user's key is its user's; who holds <c>keys:write</c> sees it and may stop it.
/// </summary>
internal sealed class KeyAccess(CallContext call, OrgAccess access, IKeyStore store, KeyAuthority authority, TimeProvider time)
{
    // The same for "is not there" and "is another tenant's".
    internal static readonly Error NotFound = new(KeyErrorCodes.NotFound, "There is no such key.", ErrorKind.NotFound);

    private static readonly Error OfAnother = new(
        KeyErrorCodes.OfAnother, "The key is another user's. You can disable or revoke it; the rest is theirs.", ErrorKind.Forbidden);

    private static readonly Error Ended = new(
        KeyErrorCodes.Ended, "The key was revoked or its time is over; it can't be changed any more. Issue a new one.", ErrorKind.Conflict);

    /// <summary>One to look at.</summary>
    public async Task<Result<StoredKey>> ToReadAsync(KeyId id, CancellationToken cancellationToken) =>
        (await FindAsync(id, BuiltInPermissions.KeysRead, cancellationToken).ConfigureAwait(false)).Map(found => found.Key);

    /// <summary>One to stop.</summary>
    public async Task<Result<StoredKey>> ToStopAsync(KeyId id, CancellationToken cancellationToken) =>
        (await FindAsync(id, BuiltInPermissions.KeysWrite, cancellationToken).ConfigureAwait(false)).Map(found => found.Key);

    /// <summary>One to change, to give a secret, or to start again: by a user who holds all that it holds.</summary>
    public async Task<Result<FoundKey>> ToChangeAsync(KeyId id, CancellationToken cancellationToken)
    {
        var result = await FindAsync(id, BuiltInPermissions.KeysWrite, cancellationToken).ConfigureAwait(false);
        if (!result.TryGet(out var found, out var refusal))
        {
            return refusal;
        }

        // A key that could change keys would outlive its own revocation; and who acts as another, the time that they may.
        return found.Grant.Actor is not Actor.User user ? Refusals.UserRequired
            : user.Impersonator is not null ? Refusals.Impersonated
            : found.Key.UserId is { } owner && owner != user.UserId ? OfAnother
            : found.Key.HasEnded(time.Now()) ? Ended
            : await authority.CheckControlAsync(found.Grant, found.Key, cancellationToken).ConfigureAwait(false) is { } error ? error
            : found;
    }

    /// <summary>One whose budget or rate limits are drawn from: of the organisation's side, also where a user owns it.</summary>
    public Task<Result<FoundKey>> OfOrgAsync(KeyId id, string permission, CancellationToken cancellationToken) =>
        FindOfOrgAsync(id, permission, cancellationToken);

    /// <summary>One whose budget or rate limits are set: by a user, as a key that could would give itself more.</summary>
    public async Task<Result<StoredKey>> ToLimitAsync(KeyId id, CancellationToken cancellationToken)
    {
        var result = await FindOfOrgAsync(id, BuiltInPermissions.KeysWrite, cancellationToken).ConfigureAwait(false);
        return !result.TryGet(out var found, out var refusal) ? refusal
            : found.Grant.Actor is Actor.User ? found.Key
            : Refusals.UserRequired;
    }

    private async Task<Result<FoundKey>> FindAsync(KeyId id, string permission, CancellationToken cancellationToken)
    {
        var key = await LiveAsync(id, cancellationToken).ConfigureAwait(false);
        if (key?.UserId is { } owner)
        {
            if (call.Actor is Actor.User user && user.UserId == owner)
            {
                var entered = await access.EnterAsync(key.OrgId, cancellationToken).ConfigureAwait(false);
                return entered.Map(grant => new FoundKey(key, grant));
            }

            // Others of the organisation do not learn of it.
            permission = BuiltInPermissions.KeysWrite;
        }

        return await GrantAsync(key, permission, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Result<FoundKey>> FindOfOrgAsync(KeyId id, string permission, CancellationToken cancellationToken) =>
        await GrantAsync(await LiveAsync(id, cancellationToken).ConfigureAwait(false), permission, cancellationToken).ConfigureAwait(false);

    private async Task<Result<FoundKey>> GrantAsync(StoredKey? key, string permission, CancellationToken cancellationToken)
    {
        var granted = await access.AuthorizeOwnedAsync(key?.OrgId, permission, NotFound, cancellationToken).ConfigureAwait(false);
        return granted.TryGet(out var grant, out var refusal) ? new FoundKey(key!, grant)
            : key?.UserId is not null && refusal.Code == AuthErrorCodes.PermissionDenied ? NotFound
            : refusal;
    }

    private async Task<StoredKey?> LiveAsync(KeyId id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } key && !key.HasVanished(time.Now()) ? key : null;
}

/// <summary>A key, and what the caller may do in its organisation.</summary>
internal sealed record FoundKey(StoredKey Key, OrgGrant Grant);
