using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace CatalystAuth.Tokens.Webhooks;

/// <summary>
/// Tells genuine webhooks from others (Standard Webhooks 1.0). It knows one secret or, while one rotates, several, shared ones
/// (<c>whsec_</c>) and public keys (<c>whpk_</c>). It can be used by many threads at once.
/// </summary>
public sealed class WebhookVerifier
{
    /// <summary>How far the clocks of sender and receiver may be apart, and how long a webhook may be under way: 5 minutes.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);

    /// <summary>The largest body: 1 MiB.</summary>
    public const int DefaultMaxBodySize = 1024 * 1024;

    /// <summary>The most secrets that are known at once.</summary>
    public const int MaxSecrets = 8;

    private const int MaxHeaderLength = 4096;
    private const int MaxSignatures = 16;

    private static readonly int MacTextLength = Base64.GetMaxEncodedToUtf8Length(HMACSHA256.HashSizeInBytes);
    private static readonly int KeySignatureTextLength = Base64.GetMaxEncodedToUtf8Length(WebhookSigner.KeySignatureBytes);

    private readonly List<byte[]> _secrets = [];
    private readonly List<PublicKey> _keys = [];
    private readonly TimeProvider _time;
    private readonly TimeSpan _tolerance;
    private readonly int _maxBodySize;

    private WebhookVerifier(TimeProvider time, TimeSpan tolerance, int maxBodySize) =>
        (_time, _tolerance, _maxBodySize) = (time, tolerance, maxBodySize);

    /// <summary>Makes a verifier; false when there is no secret, or more than <see cref="MaxSecrets"/>, or one can't be read.</summary>
    /// <param name="secrets">The texts of the secrets; a shared one may come without its prefix.</param>
    /// <param name="time">The clock.</param>
    /// <param name="verifier">The verifier.</param>
    /// <param name="tolerance">How far a timestamp may be from now, either way; <see cref="DefaultTolerance"/> when it is not said.</param>
    /// <param name="maxBodySize">The largest body, in bytes.</param>
    public static bool TryCreate(
        IEnumerable<string> secrets,
        TimeProvider time,
        [NotNullWhen(true)] out WebhookVerifier? verifier,
        TimeSpan? tolerance = null,
        int maxBodySize = DefaultMaxBodySize)
    {
        verifier = null;
        var made = new WebhookVerifier(time, tolerance ?? DefaultTolerance, maxBodySize);
        foreach (var secret in secrets)
        {
            if (!made.TryAdd(secret))
            {
                return false;
            }
        }

        if (made._secrets.Count + made._keys.Count is 0 or > MaxSecrets)
        {
            return false;
        }

        verifier = made;
        return true;
    }

    /// <summary>Whether a text is a secret that a verifier can be made with.</summary>
    public static bool IsSecret(string? text) => WebhookSecretText.TryReadPublic(text, out _) || WebhookSecretText.TryReadShared(text, out _);

    /// <summary>Judges a webhook. Which of the signatures or secrets fitted, and how nearly, does not show in the time that it takes.</summary>
    /// <param name="signature">Its headers.</param>
    /// <param name="body">Its body, byte for byte as it was received.</param>
    public WebhookVerdict Verify(WebhookSignature signature, ReadOnlySpan<byte> body)
    {
        var (id, timestampText, signatures) = signature;
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestampText) || string.IsNullOrEmpty(signatures))
        {
            return WebhookVerdict.MissingHeader;
        }

        if (!SignedContent.IsId(id))
        {
            return WebhookVerdict.MalformedId;
        }

        if (!SignedContent.TryReadTimestamp(timestampText, out var timestamp))
        {
            return WebhookVerdict.MalformedTimestamp;
        }

        if (body.Length > _maxBodySize)
        {
            return WebhookVerdict.BodyTooLarge;
        }

        var ahead = DateTimeOffset.FromUnixTimeSeconds(timestamp) - _time.GetUtcNow();
        if (ahead > _tolerance)
        {
            return WebhookVerdict.TooNew;
        }

        return ahead < -_tolerance ? WebhookVerdict.TooOld : VerifySignatures(signatures, new(id, timestamp, body));
    }

    private bool TryAdd(string secret)
    {
        if (WebhookSecretText.TryReadPublic(secret, out var key))
        {
            _keys.Add(key);
            return true;
        }

        if (WebhookSecretText.TryReadShared(secret, out var shared))
        {
            _secrets.Add(shared);
            return true;
        }

        return false;
    }

    private WebhookVerdict VerifySignatures(string header, SignedContent content)
    {
        if (header.Length > MaxHeaderLength)
        {
            return WebhookVerdict.MalformedSignature;
        }

        Span<Range> entries = stackalloc Range[MaxSignatures + 1];
        var count = header.AsSpan().Split(entries, ' ', StringSplitOptions.RemoveEmptyEntries);
        if (count > MaxSignatures)
        {
            return WebhookVerdict.MalformedSignature;
        }

        var isWellFormed = false;
        var matches = MatchesMac(header, entries[..count], content, ref isWellFormed);
        matches |= MatchesKey(header, entries[..count], content, ref isWellFormed);
        return matches ? WebhookVerdict.Valid : isWellFormed ? WebhookVerdict.NoMatchingSignature : WebhookVerdict.MalformedSignature;
    }

    // Compares texts: so there is nothing to decode, and one text only for each signature.
    private bool MatchesMac(ReadOnlySpan<char> header, ReadOnlySpan<Range> entries, SignedContent content, ref bool isWellFormed)
    {
        Span<byte> expected = stackalloc byte[MacTextLength * MaxSecrets];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        for (var i = 0; i < _secrets.Count; i++)
        {
            content.Mac(_secrets[i], mac);
            Base64.EncodeToUtf8(mac, expected[(i * MacTextLength)..], out _, out _);
        }

        var matches = false;
        Span<byte> given = stackalloc byte[MacTextLength];
        foreach (var entry in entries)
        {
            if (!TryTake(header[entry], WebhookSigner.SharedScheme, given))
            {
                continue;
            }

            isWellFormed = true;
            for (var i = 0; i < _secrets.Count; i++)
            {
                matches |= CryptographicOperations.FixedTimeEquals(given, expected.Slice(i * MacTextLength, MacTextLength));
            }
        }

        return matches;
    }

    private bool MatchesKey(ReadOnlySpan<char> header, ReadOnlySpan<Range> entries, SignedContent content, ref bool isWellFormed)
    {
        Span<byte> given = stackalloc byte[KeySignatureTextLength];
        Span<byte> signature = stackalloc byte[WebhookSigner.KeySignatureBytes];
        Span<byte> again = stackalloc byte[KeySignatureTextLength];
        byte[]? buffer = null;
        var length = 0;
        var matches = false;
        try
        {
            foreach (var entry in entries)
            {
                if (!TryTake(header[entry], WebhookSigner.KeyScheme, given)
                    || Base64.DecodeFromUtf8(given, signature, out _, out var written) != OperationStatus.Done || written != signature.Length
                    || Base64.EncodeToUtf8(signature, again, out _, out _) != OperationStatus.Done || !again.SequenceEqual(given))
                {
                    continue;
                }

                isWellFormed = true;
                if (_keys.Count == 0)
                {
                    continue;
                }

                buffer ??= content.Rent(out length);
                foreach (var key in _keys)
                {
                    matches |= SignatureAlgorithm.Ed25519.Verify(key, buffer.AsSpan(0, length), signature);
                }
            }
        }
        finally
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        return matches;
    }

    // The text behind the scheme, when it has the length of a signature of it.
    private static bool TryTake(ReadOnlySpan<char> entry, string scheme, Span<byte> text) =>
        entry.Length == scheme.Length + text.Length && entry.StartsWith(scheme, StringComparison.Ordinal)
        && Encoding.ASCII.TryGetBytes(entry[scheme.Length..], text, out _) && Ascii.IsValid(entry);
}
