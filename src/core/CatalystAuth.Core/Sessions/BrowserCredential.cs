using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using CatalystAuth.Contracts.Sessions;

namespace CatalystAuth.Core.Sessions;

/// <summary>
/// What a browser holds of its session: the session's id and a secret of 256 bits, as text for a cookie. Only the secret's hash is stored.
/// </summary>
public sealed record BrowserCredential
{
    private const int SecretBytes = 32;
    private const char Separator = '.';

    private BrowserCredential(SessionId session, byte[] hash, string text) => (Session, Hash, Text) = (session, hash, text);

    /// <summary>The session.</summary>
    public SessionId Session { get; }

    /// <summary>The SHA-256 of the secret.</summary>
    public byte[] Hash { get; }

    /// <summary>The cookie's value.</summary>
    public string Text { get; }

    /// <summary>A new one.</summary>
    internal static BrowserCredential New(SessionId session)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return new(session, SHA256.HashData(secret), $"{session}{Separator}{Base64Url.EncodeToString(secret)}");
    }

    /// <summary>Reads a cookie's value; null when it is of another form.</summary>
    public static BrowserCredential? Parse(string? text)
    {
        if (text?.IndexOf(Separator, StringComparison.Ordinal) is not (> 0 and var end) || !SessionId.TryParse(text[..end], null, out var session))
        {
            return null;
        }

        Span<byte> secret = stackalloc byte[SecretBytes];
        return text.Length - end - 1 == Base64Url.GetEncodedLength(SecretBytes)
            && Base64Url.DecodeFromChars(text.AsSpan(end + 1), secret, out _, out var written) == OperationStatus.Done && written == SecretBytes
                ? new(session, SHA256.HashData(secret), text)
                : null;
    }

    /// <summary>Without the secret, so that no log can carry it.</summary>
    public override string ToString() => $"BrowserCredential {{ Session = {Session} }}";
}
