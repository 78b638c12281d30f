namespace CatalystAuth.Core.Actors;

/// <summary>The circumstances of one call: who, and from where. One a scope; set by the transport before any use case runs.</summary>
public sealed class CallContext
{
    /// <summary>Who calls. Nobody, until a transport says otherwise.</summary>
    public Actor Actor { get; set; } = new Actor.Anonymous();

    /// <summary>The caller's address.</summary>
    public string? IpAddress { get; set; }

    /// <summary>The caller's <c>User-Agent</c>.</summary>
    public string? UserAgent { get; set; }

    /// <summary>The id that finds the call in logs and traces.</summary>
    public string? TraceId { get; set; }
}
