using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace CatalystAuth.Tokens.Webhooks;

/// <summary>Signs webhooks with one secret: <c>v1</c> (HMAC-SHA256) with a shared one, <c>v1a</c> (Ed25519) with a private key.</summary>
public sealed class WebhookSigner
{
    /// <summary>The longest id of a message.</summary>
    public const int MaxIdLength = SignedContent.MaxIdLength;

    internal const string SharedScheme = "v1,";
    internal const string KeyScheme = "v1a,";
    internal const int KeySignatureBytes = 64;

    private readonly byte[] _secret;
    private readonly bool _isShared;

    private WebhookSigner(byte[] secret, bool isShared) => (_secret, _isShared) = (secret, isShared);

    /// <summary>Reads a <c>whsec_</c> or <c>whsk_</c> text; false for anything else.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookSigner? signer)
    {
        signer = WebhookSecretText.TryReadPrivate(text, out var seed) ? new(seed, isShared: false)
            : text is not null && text.StartsWith(WebhookSecretText.SharedPrefix, StringComparison.Ordinal)
                && WebhookSecretText.TryReadShared(text, out var secret) ? new(secret, isShared: true)
            : null;
        return signer is not null;
    }

    /// <summary>The signature of a message, with its scheme before it.</summary>
    /// <param name="id">The id of the message: 1 to 128 visible ASCII characters without a dot.</param>
    /// <param name="at">When the attempt is made; full seconds count.</param>
    /// <param name="body">The body, as it is sent.</param>
    /// <exception cref="ArgumentException">The id or the time can't be signed.</exception>
    public string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var timestamp = at.ToUnixTimeSeconds();
        if (!SignedContent.IsId(id))
        {
            throw new ArgumentException("The id of a message is 1 to 128 visible ASCII characters without a dot.", nameof(id));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(timestamp, nameof(at));
        var content = new SignedContent(id, timestamp, body);
        if (!_isShared)
        {
            return SignWithKey(content);
        }

        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        content.Mac(_secret, mac);
        return SharedScheme + Convert.ToBase64String(mac);
    }

    /// <summary>The value of the header: a signature by each signer. While a secret rotates there are two.</summary>
    public static string SignAll(IEnumerable<WebhookSigner> signers, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var signatures = new List<string>();
        foreach (var signer in signers)
        {
            signatures.Add(signer.Sign(id, at, body));
        }

        return string.Join(' ', signatures);
    }

    private string SignWithKey(SignedContent content)
    {
        var buffer = content.Rent(out var length);
        try
        {
            using var key = Key.Import(SignatureAlgorithm.Ed25519, _secret, KeyBlobFormat.RawPrivateKey);
            Span<byte> signature = stackalloc byte[KeySignatureBytes];
            SignatureAlgorithm.Ed25519.Sign(key, buffer.AsSpan(0, length), signature);
            return KeyScheme + Convert.ToBase64String(signature);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
