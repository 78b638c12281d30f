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
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth.Principals;

/// <summary>
/// Remembers verified tokens and opened sessions by their hashes, so that a signature is checked, or a session read, once, also when many ask at once. A
/// hit is used only while it lives and is not revoked; what does not hold is not remembered, but for handles, for moments (<see cref="DeadHandles"/>).
/// Bounded in entries and in bytes.
/// </summary>
internal sealed class PrincipalCache(
    AccessTokenAuthenticator authenticator, DecisionCookies proofs, DeadHandles dead, LookUps lookUps, RevocationList revocations, InvalidationFeed feed,
    SessionActivity activity, IOptions<TokenOptions> options, TimeProvider time)
{
    private const int Capacity = 50_000;

    private static readonly Error Invalid = new(
        AuthErrorCodes.InvalidToken, "The access token is not valid, has expired or was revoked.", ErrorKind.Unauthenticated);

    private static readonly Error Stale = new(
        RequestErrorCodes.Unavailable, "Revocations can't be read now, so no session is believed.", ErrorKind.Unavailable);

    private readonly ConcurrentDictionary<CredentialHash, Principal> _principals = new();
    private readonly ConcurrentDictionary<CredentialHash, Lazy<Task<Result<Principal>>>> _verifying = new();
    private int _count;
    private long _bytes;
    private int _isSweeping;

    /// <summary>How much memory it takes at most, about.</summary>
    public long MostBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>How many tokens it remembers.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How much memory they take, about.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The principal of a token seen before; null when it has to be verified (again).</summary>
    public Principal? Find(ReadOnlySpan<char> token, DateTimeOffset now) =>
        token.Length > CredentialHash.MaxTokenLength ? null : Find(CredentialHash.OfToken(token), now);

    /// <summary>The principal of a session's handle that was opened before at the same place; null when it has to be opened (again).</summary>
    public Principal? FindSession(ReadOnlySpan<char> handle, CompiledApp app, string host, string? domain, DateTimeOffset now) =>
        Find(CredentialHash.OfHandle(handle, app.Name, host, domain), now);

    /// <summary>The principal of a decision cookie that was verified before at the same place; null when it has to be verified (again).</summary>
    public Principal? FindProof(ReadOnlySpan<char> proof, CompiledApp app, string host, DateTimeOffset now) =>
        proof.Length > CredentialHash.MaxProofLength ? null : Find(CredentialHash.OfProof(proof, app.Name, host), now);

    private Principal? Find(CredentialHash hash, DateTimeOffset now)
    {
        if (!_principals.TryGetValue(hash, out var principal))
        {
            return null;
        }

        var version = revocations.Version;
        if (!IsAlive(principal, now) || (version != principal.RevocationsSeen && IsRevoked(principal.Token, principal.RevocationsSeen, principal.IsOfSession)))
        {
            Remove(hash);
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
    /// <param name="host">On which host.</param>
    /// <param name="place">What it has to be for.</param>
    public async ValueTask<Result<Principal>> VerifyProofAsync(string proof, CompiledApp app, string host, string place) =>
        proof.Length > CredentialHash.MaxProofLength ? Invalid
        : await OnceAsync(CredentialHash.OfProof(proof, app.Name, host), proof.Length, () => Task.FromResult(See(proofs.Read(proof, place)))).ConfigureAwait(false);

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
        var isDoubted = anew is not null && _principals.TryGetValue(hash, out var known) && ReferenceEquals(known, anew);
        if (isDoubted)
        {
            Remove(hash);
        }

        var opened = await OnceAsync(hash, handle.Length, () => ReadAsync(hash, handle, place), isOfSession: true).ConfigureAwait(false);
        if (isDoubted && opened is { IsSuccess: false, Error.Kind: ErrorKind.Unavailable })
        {
            // Nothing newer can be known now, and who is known is not kept waiting by others.
            Remember(hash, anew!);
        }

        return opened;
    }

    /// <summary>Has a principal remember an answer.</summary>
    public void Keep(Principal principal, CachedAllow allow, DateTimeOffset now)
    {
        principal.Keep(allow, now);
        Recount(principal);
    }

    /// <summary>Gives a browser a decision cookie of its principal, which remembers it.</summary>
    /// <returns>Whether it did; see <see cref="DecisionCookies.Give"/>.</returns>
    public bool Give(in Question question, Principal principal)
    {
        var before = principal.Proof;
        var isGiven = proofs.Give(question, principal);
        if (!ReferenceEquals(before, principal.Proof))
        {
            Recount(principal);
        }

        return isGiven;
    }

    private void Recount(Principal principal)
    {
        if (principal.Recount() is not 0 and var more && Interlocked.Add(ref _bytes, more) > MostBytes)
        {
            Sweep();
        }
    }

    private async Task<Result<AccessToken>> ReadAsync(CredentialHash hash, string handle, AppPlace place)
    {
        if (dead.Has(hash, time.GetUtcNow()))
        {
            return Invalid;
        }

        var births = dead.Births;
        var opened = await lookUps.AskAsync(sessions => sessions.OpenAsync(handle, place, CancellationToken.None)).ConfigureAwait(false);
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
        Remember(hash, principal);
        return principal;
    }

    private void Remember(CredentialHash hash, Principal principal)
    {
        var (bytes, count) = (Interlocked.Add(ref _bytes, principal.Count()), Interlocked.Increment(ref _count));
        if (!_principals.TryAdd(hash, principal))
        {
            Discount(principal);
        }
        else if (count > Capacity || bytes > MostBytes)
        {
            Sweep();
        }
    }

    // Tokens are told from later ones by when they were issued. A session may have been read while the change was not yet committed, and is read anew.
    private bool IsRevoked(AccessToken token, long since, bool isOfSession) =>
        revocations.IsRevoked(token) || (isOfSession && revocations.HasLearned(token, since));

    private bool IsAlive(Principal principal, DateTimeOffset now) =>
        principal.Token.ExpiresAt > now.ToUnixTimeSeconds() - (long)options.Value.ClockSkew.TotalSeconds;

    private void Remove(CredentialHash hash)
    {
        if (_principals.TryRemove(hash, out var principal))
        {
            Discount(principal);
        }
    }

    private void Discount(Principal principal)
    {
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -principal.Discount());
    }

    // The expired first, then any, down to three quarters. One caller sweeps; others go on.
    private void Sweep()
    {
        if (Interlocked.Exchange(ref _isSweeping, 1) == 1)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var (hash, principal) in _principals)
        {
            if (!IsAlive(principal, now))
            {
                Remove(hash);
            }
        }

        foreach (var (hash, _) in _principals)
        {
            if (Volatile.Read(ref _count) <= Capacity * 3 / 4 && Interlocked.Read(ref _bytes) <= MostBytes * 3 / 4)
            {
                break;
            }

            Remove(hash);
        }

        Volatile.Write(ref _isSweeping, 0);
    }
}
