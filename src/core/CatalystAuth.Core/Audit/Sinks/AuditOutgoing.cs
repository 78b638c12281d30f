using CatalystAuth.Core.Audit.Chains;

namespace CatalystAuth.Core.Audit.Sinks;

/// <summary>A record that waits to be sent to a sink; written with its link.</summary>
public sealed class AuditOutgoing
{
    /// <summary>The sink's name.</summary>
    public required string Sink { get; init; }

    /// <summary>The chain.</summary>
    public required AuditChain Chain { get; init; }

    /// <summary>The place in it.</summary>
    public required long Seq { get; init; }

    /// <summary>Since when it waits.</summary>
    public required DateTimeOffset Since { get; init; }
}

/// <summary>Which node sends to a sink: one at a time. A lease that is not renewed ends by itself.</summary>
public sealed class AuditSinkLease
{
    /// <summary>The sink's name.</summary>
    public required string Sink { get; init; }

    /// <summary>The node.</summary>
    public string? Owner { get; init; }

    /// <summary>Until when.</summary>
    public DateTimeOffset Until { get; init; }
}
