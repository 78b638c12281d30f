using CatalystAuth.Core.Audit.Chains;

namespace CatalystAuth.Core.Audit.Retention;

/// <summary>
/// Says that the records of a chain up to a place may be deleted, as their time is over. A checkpoint stands at that place, and what is
/// behind it is verified from there. Never changed.
/// </summary>
public sealed class AuditCut
{
    /// <summary>The chain.</summary>
    public required AuditChain Chain { get; init; }

    /// <summary>The last place that may be deleted.</summary>
    public required long Seq { get; init; }

    /// <summary>When that was decided.</summary>
    public required DateTimeOffset At { get; init; }
}
