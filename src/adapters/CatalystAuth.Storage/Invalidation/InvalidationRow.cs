using CatalystAuth.Core.Invalidation;

namespace CatalystAuth.Storage.Invalidation;

/// <summary>An invalidation as it is stored.</summary>
internal sealed class InvalidationRow
{
    public long Id { get; init; }

    public required InvalidationKind Kind { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset At { get; init; }
}
