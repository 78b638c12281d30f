using CatalystAuth.Contracts.Entitlements;

namespace CatalystAuth.Core.Entitlements;

/// <summary>A plan as it is stored.</summary>
public sealed class StoredPlan
{
    /// <summary>Its name for programs.</summary>
    public required string Key { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>Features, in order.</summary>
    public IReadOnlyList<string> Features { get; set; } = [];

    /// <summary>Limits, by name.</summary>
    public IReadOnlyList<PlanLimit> Limits { get; set; } = [];

    /// <summary>Labels, by key.</summary>
    public IReadOnlyList<string> Labels { get; set; } = [];

    /// <summary>Whether everybody who is signed in may see it.</summary>
    public bool IsPublic { get; set; }

    /// <summary>Whether organisations without a subscription have it.</summary>
    public bool IsDefault { get; set; }

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>As the wire has it.</summary>
    public Plan ToContract() =>
        new(Key, Name, Description, Features, Limits, Labels, IsPublic, IsDefault, Version, CreatedAt, UpdatedAt);

    /// <summary>All that somebody decides about it.</summary>
    public PlanDefinition ToDefinition() => new(Key, Name, Description, Features, Limits, Labels, IsPublic, IsDefault);
}
