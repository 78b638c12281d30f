namespace CatalystAuth.Core.Audit.Sinks;

/// <summary>Where audit records are sent as they are made, besides being kept.</summary>
public sealed class AuditSinkOptions
{
    /// <summary>Where batches are posted to; null for nowhere.</summary>
    public Uri? Url { get; set; }

    /// <summary>The bearer token that is sent with them.</summary>
    public string? Token { get; set; }
}

/// <summary>The names of sinks.</summary>
public static class AuditSinks
{
    /// <summary>Posted to <see cref="AuditSinkOptions.Url"/>.</summary>
    public const string Http = "http";

    /// <summary>Logged.</summary>
    public const string Log = "log";
}
