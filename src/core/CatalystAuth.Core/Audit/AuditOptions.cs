using CatalystAuth.Core.Audit.Sinks;

namespace CatalystAuth.Core.Audit;

/// <summary>How audit chains are kept.</summary>
public sealed class AuditOptions
{
    /// <summary>How long a record may wait for a signed checkpoint.</summary>
    public TimeSpan CheckpointAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long records are kept; null for ever.</summary>
    public TimeSpan? Retention { get; set; }

    /// <summary>Personal values that are not kept at all, see <see cref="Personal.AuditRedaction"/>.</summary>
    public IList<string> Redact { get; init; } = [];

    /// <summary>How many records of a chain may wait for one.</summary>
    public int CheckpointRecords { get; set; } = 1000;

    /// <summary>Whether records are logged too, in the category <c>CatalystAuth.Audit</c>.</summary>
    public bool Log { get; set; }

    /// <summary>Where records are posted to.</summary>
    public AuditSinkOptions Sink { get; init; } = new();
}
