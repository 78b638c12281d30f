using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Labels;

/// <summary>A label schema as it is stored.</summary>
public sealed class LabelSchemaEntry
{
    /// <summary>The scope of the platform's.</summary>
    public const string Platform = "platform";

    /// <summary>The organisation's id, or <see cref="Platform"/>; with the key the name of the entry.</summary>
    public required string Scope { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The organisation; null for the platform's.</summary>
    public OrgId? OrgId { get; init; }

    /// <summary>What the label is for.</summary>
    public string? Description { get; set; }

    /// <summary>Whether labels with the key have a value.</summary>
    public LabelValue Value { get; set; }

    /// <summary>The values that there are; empty for any.</summary>
    public IReadOnlyList<string> Values { get; set; } = [];

    /// <summary>What it may stand on.</summary>
    public IReadOnlyList<LabelTarget> Targets { get; set; } = [];

    /// <summary>Who sets it.</summary>
    public LabelSetter SetBy { get; set; }

    /// <summary>Whether clients learn of it.</summary>
    public bool ClientVisible { get; set; } = true;

    /// <summary>The longest that it stands, in seconds.</summary>
    public long? MaxLife { get; set; }

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The scope of an organisation's, or with null of the platform's.</summary>
    public static string ScopeOf(OrgId? org) => org?.ToString() ?? Platform;

    /// <summary>As the wire has it.</summary>
    public LabelSchema ToContract() => new(
        Key, OrgId, Description, Value, Values, Targets, SetBy, ClientVisible, MaxLife, Version, CreatedAt, UpdatedAt);
}
