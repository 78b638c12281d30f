using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.Secrets;

namespace CatalystAuth.Core.Sessions;

/// <summary>
/// What a browser holds of its session: the session's id and a secret of 256 bits, as text for a cookie. Only the secret's hash is stored.
/// </summary>
public sealed record BrowserCredential
{
    private const char Separator = '.';

    private BrowserCredential(SessionId session, byte[] hash, string text, DateTimeOffset? expiresAt) =>
        (Session, Hash, Text, ExpiresAt) = (session, hash, text, expiresAt);

    /// <summary>The session.</summary>
    public SessionId Session { get; }

    /// <summary>The SHA-256 of the secret.</summary>
    public byte[] Hash { get; }

    /// <summary>The cookie's value.</summary>
    public string Text { get; }

    /// <summary>When the session ends at the latest; null of what a browser sent, which does not say.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>A new one.</summary>
    internal static BrowserCredential New(UserSession session)
    {
        var secret = OpaqueSecret.New();
        return new(session.Id, OpaqueSecret.HashOf(secret)!, $"{session.Id}{Separator}{secret}", session.ExpiresAt);
    }

    /// <summary>Reads a cookie's value; null when it is of another form.</summary>
    public static BrowserCredential? Parse(string? text) =>
        text?.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var end
            && SessionId.TryParse(text[..end], null, out var session) && OpaqueSecret.HashOf(text.AsSpan(end + 1)) is { } hash
                ? new(session, hash, text, expiresAt: null)
                : null;

    /// <summary>The same, with the end of its session.</summary>
    internal BrowserCredential Until(DateTimeOffset expiresAt) => new(Session, Hash, Text, expiresAt);

    /// <summary>Without the secret, so that no log can carry it.</summary>
    public override string ToString() => $"BrowserCredential {{ Session = {Session} }}";
}
