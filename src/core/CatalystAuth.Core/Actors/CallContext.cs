using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Sessions;

namespace CatalystAuth.Core.Actors;

/// <summary>The circumstances of one call: who, and from where. One a scope; set by the transport before any use case runs.</summary>
public sealed class CallContext
{
    /// <summary>Who calls. Nobody, until a transport says otherwise.</summary>
    public Actor Actor { get; set; } = new Actor.Anonymous();

    /// <summary>
    /// The refusal of a call that may change nothing, as of who acts as another to look; null for others and for what concerns the session alone. No unit of
    /// work runs for it.
    /// </summary>
    public Error? ChangeRefusal => ActsOnOwnSession || Actor is not Actor.User { Impersonator.Writes: false } ? null : Refusals.ImpersonationReadOnly;

    /// <summary>Who is answerable for the call, as records have it.</summary>
    internal string AnswerableActor => Impersonator is { } impersonator ? impersonator.UserId.ToString() : $"{Actor}";

    /// <summary>The user as whom the call is made by another; null when nobody is impersonated.</summary>
    internal string? OnBehalfOf => Impersonator is null ? null : $"{Actor}";

    /// <summary>Set by what goes on with a session, or ends it, by a token of its own.</summary>
    internal bool ActsOnOwnSession { get; set; }

    private Impersonator? Impersonator => (Actor as Actor.User)?.Impersonator;

    /// <summary>What binds flows to the browser that makes this call; null when none does.</summary>
    public string? FlowSecret { get; set; }

    /// <summary>
    /// Whether a session that begins with this call is for the browser that makes it: the browser gets a cookie, and no tokens that a script could read.
    /// </summary>
    public bool IsOfBrowser { get; set; }

    /// <summary>The SHA-256 of the secret by which the browser that makes this call was known; null for other callers.</summary>
    public byte[]? CookieHash { get; set; }

    /// <summary>What the browser is to keep of the session that began, or was raised, with this call; the transport makes a cookie of it.</summary>
    public BrowserCredential? BrowserCredential { get; internal set; }

    /// <summary>The caller's address.</summary>
    public string? IpAddress { get; set; }

    /// <summary>The caller's <c>User-Agent</c>.</summary>
    public string? UserAgent { get; set; }

    /// <summary>The language that the caller asks for, of those that there are words in (BCP 47); null where none was asked for.</summary>
    public string? Locale { get; set; }

    /// <summary>The id that finds the call in logs and traces.</summary>
    public string? TraceId { get; set; }
}
