using System.Collections.Concurrent;
using CatalystAuth.Contracts.AppSessions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Tokens;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.AppSessions;
using CatalystAuth.ForwardAuth.Rules;
using CatalystAuth.ForwardAuth.Verify;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.ForwardAuth.Principals;

/// <summary>
/// Remembers verified tokens and opened sessions by their hashes, so that a signature is checked, or a session read, once, also when many ask at once. A
/// hit is used only while it lives and is not revoked; what does not hold is not remembered, but for handles, for moments (<see cref="DeadHandles"/>).
/// </summary>
internal sealed class PrincipalCache(
    PrincipalStore store, AccessTokenAuthenticator authenticator, DecisionCookies proofs, DeadHandles dead, LookUps lookUps, RevocationList revocations,
    InvalidationFeed feed, SessionActivity activity, TimeProvider time)
{
    private static readonly Error Invalid = new(
        AuthErrorCodes.InvalidToken, "The access token is not valid, has expired or was revoked.", ErrorKind.Unauthenticated);

    private static readonly Error Stale = new(
        RequestErrorCodes.Unavailable, "Revocations can't be read now, so no session is believed.", ErrorKind.Unavailable);

    private readonly ConcurrentDictionary<CredentialHash, Lazy<Task<Result<Principal>>>> _verifying = new();

    /// <summary>The principal of a token seen before; null when it has to be verified (again).</summary>
    public Principal? Find(ReadOnlySpan<char> token, DateTimeOffset now) =>
        token.Length > CredentialHash.MaxTokenLength ? null : Find(CredentialHash.OfToken(token), now);

    /// <summary>The principal of a session's handle that was opened before at the same place; null when it has to be opened (again).</summary>
    public Principal? FindSession(ReadOnlySpan<char> handle, CompiledApp app, string host, string? domain, DateTimeOffset now) =>
        Find(CredentialHash.OfHandle(handle, app.Name, host, domain), now);

    /// <summary>The principal of a decision cookie that was verified before at the same place; null when it has to be verified (again).</summary>
    public Principal? FindProof(ReadOnlySpan<char> proof, CompiledApp app, string host, string? domain, DateTimeOffset now) =>
        proof.Length > CredentialHash.MaxProofLength ? null : Find(CredentialHash.OfProof(proof, app.Name, host, domain), now);

    private Principal? Find(CredentialHash hash, DateTimeOffset now)
    {
        if (store.Find(hash) is not { } principal)
        {
            return null;
        }

        var version = revocations.Version;
        if (!store.IsAlive(principal, now) || (version != principal.RevocationsSeen && IsRevoked(principal.Token, principal.RevocationsSeen, principal.IsOfSession)))
        {
            store.Remove(hash);
            return null;
        }

        principal.RevocationsSeen = version;
        return principal;
    }

    /// <summary>Verifies a token and remembers who it speaks for, whomever it is for: each app compares that.</summary>
    public async ValueTask<Result<Principal>> VerifyAsync(string token)
    {
        if (token.Length > CredentialHash.MaxTokenLength)
        {
            return Invalid;
        }

        // Once a token its session is seen, which is often enough: it lives for minutes.
        return await OnceAsync(CredentialHash.OfToken(token), token.Length, async () => See(await authenticator.AuthenticateForAnybodyAsync(token).ConfigureAwait(false)))
            .ConfigureAwait(false);
    }

    /// <summary>Verifies a decision cookie and remembers who it speaks for.</summary>
    /// <param name="proof">Its value.</param>
    /// <param name="app">Where it is shown.</param>
    /// <param name="place">On which host, or in which domain.</param>
    public async ValueTask<Result<Principal>> VerifyProofAsync(string proof, CompiledApp app, AppPlace place) =>
        proof.Length > CredentialHash.MaxProofLength ? Invalid
        : await OnceAsync(
            CredentialHash.OfProof(proof, app.Name, place.Host, place.Domain), proof.Length, () => Task.FromResult(See(proofs.Read(proof, place)))).ConfigureAwait(false);

    /// <summary>Opens a session by its handle and remembers, for as long as an access token lives, who it speaks for.</summary>
    /// <param name="handle">What the browser keeps.</param>
    /// <param name="app">Where it is shown.</param>
    /// <param name="place">Where it has to be for.</param>
    /// <param name="anew">What was known of it, which is not to be believed any more; null to believe what is known.</param>
    public async ValueTask<Result<Principal>> OpenAsync(string handle, CompiledApp app, AppPlace place, Principal? anew = null)
    {
        if (handle.Length != OpaqueSecret.Length)
        {
            return Invalid;
        }

        // Without it nobody knows what is revoked while the session is read.
        if (feed.IsStale)
        {
            return Stale;
        }

        var hash = CredentialHash.OfHandle(handle, app.Name, place.Host, place.Domain);

        // Of several who doubt the same at once one: it is in the store once, and counted once.
        var isDoubted = anew is not null && store.Remove(hash, anew);
        var opened = await OnceAsync(hash, handle.Length, () => ReadAsync(hash, handle, place), isOfSession: true).ConfigureAwait(false);
        if (isDoubted && opened is { IsSuccess: false, Error.Kind: ErrorKind.Unavailable })
        {
            // Nothing newer can be known now, and who is known is not kept waiting by others.
            store.Add(hash, anew!);
        }

        return opened;
    }

    /// <summary>Has a principal remember an answer.</summary>
    public void Keep(Principal principal, CachedAllow allow, DateTimeOffset now)
    {
        principal.Keep(allow, now);
        store.Recount(principal);
    }

    /// <summary>Gives a browser a decision cookie of its principal, which remembers it.</summary>
    /// <returns>Whether it did; see <see cref="DecisionCookies.Give"/>.</returns>
    public bool Give(in Question question, Principal principal)
    {
        var before = principal.Proof;
        var isGiven = proofs.Give(question, principal);
        if (!ReferenceEquals(before, principal.Proof))
        {
            store.Recount(principal);
        }

        return isGiven;
    }

    private async Task<Result<AccessToken>> ReadAsync(CredentialHash hash, string handle, AppPlace place)
    {
        if (dead.Has(hash, time.GetUtcNow()))
        {
            return Invalid;
        }

        var births = dead.Births;
        var opened = await lookUps.AskAsync(place.Org, sessions => sessions.OpenAsync(handle, place, CancellationToken.None)).ConfigureAwait(false);
        if (opened.TryGet(out var claims, out var error))
        {
            return revocations.IsRevoked(claims) ? Invalid : opened;
        }

        if (error.Code == AppSessionErrorCodes.Ended)
        {
            dead.Add(hash, births, time.GetUtcNow());
        }

        return error;
    }

    private Result<AccessToken> See(Result<AccessToken> result)
    {
        if (result.TryGet(out var claims, out _) && SessionId.TryParse(claims.SessionId, null, out var session))
        {
            activity.See(session, ipAddress: null);
        }

        return result;
    }

    private async ValueTask<Result<Principal>> OnceAsync(CredentialHash hash, int length, Func<Task<Result<AccessToken>>> read, bool isOfSession = false)
    {
        var flight = _verifying.GetOrAdd(hash, _ => new(() => LearnAsync(hash, length, read, isOfSession)));
        try
        {
            return await flight.Value.ConfigureAwait(false);
        }
        finally
        {
            _verifying.TryRemove(KeyValuePair.Create(hash, flight));
        }
    }

    private async Task<Result<Principal>> LearnAsync(CredentialHash hash, int length, Func<Task<Result<AccessToken>>> read, bool isOfSession)
    {
        // Who came just behind the one that verified it.
        var now = time.GetUtcNow();
        if (Find(hash, now) is { } known)
        {
            return known;
        }

        // The version before the check: what is revoked during it is looked at again, also for who joined when it was known already.
        long version;
        Result<AccessToken> result;
        do
        {
            version = revocations.Version;
            result = await read().ConfigureAwait(false);
        }
        while (result.TryGet(out var claims, out _) && version != revocations.Version && IsRevoked(claims, version, isOfSession));

        if (!result.TryGet(out var token, out var error))
        {
            return error;
        }

        var principal = new Principal(token, length, version, now, isOfSession);
        store.Add(hash, principal);
        return principal;
    }

    // Tokens are told from later ones by when they were issued. A session may have been read while the change was not yet committed, and is read anew.
    private bool IsRevoked(AccessToken token, long since, bool isOfSession) =>
        revocations.IsRevoked(token) || revocations.IsOutdated(token) || (isOfSession && revocations.HasLearned(token, since));
}
