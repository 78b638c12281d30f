using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Tokens;
using CatalystAuth.ForwardAuth.Answers;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth.Principals;

/// <summary>
/// Remembers verified tokens by their hash, so that a signature is checked once, also when many ask at once. A hit is used only while the
/// token lives and is not revoked; what does not verify is never remembered. Bounded in entries and in bytes.
/// </summary>
internal sealed class PrincipalCache(
    AccessTokenAuthenticator authenticator, RevocationList revocations, SessionActivity activity, IOptions<TokenOptions> options, TimeProvider time)
{
    private const int Capacity = 50_000;
    private const int MaxTokenLength = 8 * 1024;

    private static readonly Error Invalid = new(
        AuthErrorCodes.InvalidToken, "The access token is not valid, has expired or was revoked.", ErrorKind.Unauthenticated);

    private readonly ConcurrentDictionary<TokenHash, Principal> _principals = new();
    private readonly ConcurrentDictionary<TokenHash, Lazy<Task<Result<Principal>>>> _verifying = new();
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
    public Principal? Find(ReadOnlySpan<char> token, DateTimeOffset now)
    {
        if (token.Length > MaxTokenLength)
        {
            return null;
        }

        var hash = TokenHash.Of(token);
        if (!_principals.TryGetValue(hash, out var principal))
        {
            return null;
        }

        var version = revocations.Version;
        if (!IsAlive(principal, now) || (version != principal.RevocationsSeen && revocations.IsRevoked(principal.Token)))
        {
            Remove(hash);
            return null;
        }

        principal.RevocationsSeen = version;
        return principal;
    }

    /// <summary>Verifies a token and remembers who it speaks for.</summary>
    public async ValueTask<Result<Principal>> VerifyAsync(string token)
    {
        if (token.Length > MaxTokenLength)
        {
            return Invalid;
        }

        var hash = TokenHash.Of(token);
        var flight = _verifying.GetOrAdd(hash, _ => new(() => VerifyOnceAsync(token, hash)));
        try
        {
            return await flight.Value.ConfigureAwait(false);
        }
        finally
        {
            _verifying.TryRemove(KeyValuePair.Create(hash, flight));
        }
    }

    /// <summary>Has a principal remember an answer.</summary>
    public void Keep(Principal principal, CachedAllow allow, DateTimeOffset now)
    {
        if (Interlocked.Add(ref _bytes, principal.Keep(allow, now)) > MostBytes)
        {
            Sweep();
        }
    }

    private async Task<Result<Principal>> VerifyOnceAsync(string token, TokenHash hash)
    {
        // Who came just behind the one that verified it.
        if (Find(token, time.GetUtcNow()) is { } known)
        {
            return known;
        }

        // The version before the check: what is revoked during it is looked at again.
        var version = revocations.Version;
        var result = await authenticator.AuthenticateAsync(token).ConfigureAwait(false);
        if (!result.TryGet(out var claims, out var error))
        {
            return error;
        }

        // Once a token, which is often enough: it lives for minutes.
        if (SessionId.TryParse(claims.SessionId, null, out var session))
        {
            activity.See(session, ipAddress: null);
        }

        var principal = new Principal(claims, token.Length, version);
        if (_principals.TryAdd(hash, principal))
        {
            var bytes = Interlocked.Add(ref _bytes, principal.Bytes);
            if (Interlocked.Increment(ref _count) > Capacity || bytes > MostBytes)
            {
                Sweep();
            }
        }

        return principal;
    }

    private bool IsAlive(Principal principal, DateTimeOffset now) =>
        principal.Token.ExpiresAt > now.ToUnixTimeSeconds() - (long)options.Value.ClockSkew.TotalSeconds;

    private void Remove(TokenHash hash)
    {
        if (_principals.TryRemove(hash, out var principal))
        {
            Interlocked.Decrement(ref _count);
            Interlocked.Add(ref _bytes, -principal.Bytes);
        }
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

        // Counted anew: what was kept while others were removed may have been counted wrongly.
        Interlocked.Exchange(ref _bytes, _principals.Sum(entry => entry.Value.Bytes));
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

    /// <summary>The SHA-256 of a token: as good as the token itself, in 32 bytes.</summary>
    private readonly record struct TokenHash(UInt128 High, UInt128 Low)
    {
        public static TokenHash Of(ReadOnlySpan<char> token)
        {
            Span<byte> text = stackalloc byte[MaxTokenLength];
            var length = Encoding.Latin1.GetBytes(token, text);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(text[..length], hash);
            return new(
                System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash),
                System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
        }

        public override int GetHashCode() => (int)(ulong)Low;
    }
}
