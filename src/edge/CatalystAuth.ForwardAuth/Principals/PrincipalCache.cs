using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth.Principals;

/// <summary>
/// Remembers verified tokens by their hash, so that a signature is checked once. A hit is used only while the token lives and is not
/// revoked; what does not verify is never remembered. Bounded.
/// </summary>
internal sealed class PrincipalCache(
    AccessTokenAuthenticator authenticator, RevocationList revocations, SessionActivity activity, IOptions<TokenOptions> options, TimeProvider time)
{
    private const int Capacity = 50_000;
    private const int MaxTokenLength = 8 * 1024;

    private static readonly Error Invalid = new(
        AuthErrorCodes.InvalidToken, "The access token is not valid, has expired or was revoked.", ErrorKind.Unauthenticated);

    private readonly ConcurrentDictionary<TokenHash, Principal> _principals = new();
    private int _count;
    private int _isSweeping;

    /// <summary>The principal of a token seen before; null when it has to be verified (again).</summary>
    public Principal? Find(string token, DateTimeOffset now)
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

        var principal = new Principal(claims, version);
        if (_principals.TryAdd(TokenHash.Of(token), principal) && Interlocked.Increment(ref _count) > Capacity)
        {
            Sweep();
        }

        return principal;
    }

    private bool IsAlive(Principal principal, DateTimeOffset now) =>
        principal.Token.ExpiresAt > now.ToUnixTimeSeconds() - (long)options.Value.ClockSkew.TotalSeconds;

    private void Remove(TokenHash hash)
    {
        if (_principals.TryRemove(hash, out _))
        {
            Interlocked.Decrement(ref _count);
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

        foreach (var (hash, _) in _principals)
        {
            if (Volatile.Read(ref _count) <= Capacity * 3 / 4)
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
        public static TokenHash Of(string token)
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
