namespace CatalystAuth.Server.Tests.ForwardAuthLoad;

/// <summary>What one client sends.</summary>
internal enum CredentialKind
{
    /// <summary>None, or one that nobody made.</summary>
    Nobody,
    Rubbish,

    /// <summary>An access token.</summary>
    Bearer,

    /// <summary>A browser behind a proxy that hands no cookies on with answers that let in.</summary>
    AppCookie,

    /// <summary>A browser behind one that does, so that it gets decision cookies.</summary>
    DecisionCookie,
}

/// <summary>A session, or a token of a key, and the client that has it.</summary>
/// <param name="kind">What it sends.</param>
/// <param name="owner">Whose.</param>
/// <param name="session">The session's id; null of a key.</param>
/// <param name="text">The token, or the handle of the session at the app.</param>
internal sealed class Credential(CredentialKind kind, Person owner, string? session, string text)
{
    private DecisionCookie? _decision;

    public CredentialKind Kind => kind;

    public Person Owner => owner;

    public string? Session => session;

    public string Text => text;

    /// <summary>When this one session was ended.</summary>
    public Happening Ended { get; } = new();

    /// <summary>The decision cookie; null when the browser has none, or has dropped it.</summary>
    public DecisionCookie? DecisionAt(long now) => Volatile.Read(ref _decision) is { } cookie && now < cookie.Until ? cookie : null;

    /// <summary>Takes what an answer set, as a browser does.</summary>
    public void Keep(DecisionCookie? cookie) => Volatile.Write(ref _decision, cookie);
}

/// <summary>A decision cookie in a browser.</summary>
/// <param name="Text">Its value.</param>
/// <param name="AskedAt">When the request was sent whose answer set it.</param>
/// <param name="AnsweredAt">When the answer was there.</param>
/// <param name="Until">When it is dropped.</param>
internal sealed record DecisionCookie(string Text, long AskedAt, long AnsweredAt, long Until);
