using System.Text.Json.Serialization;
using CatalystAuth.Contracts.EffectiveIdentity;

namespace CatalystAuth.Contracts.Policies;

/// <summary>A part of a requirement, and whether it holds.</summary>
/// <param name="Kind">The name of the member: <c>all</c>, <c>not</c>, <c>scope</c>, <c>time</c> …, or <c>public</c>.</param>
/// <param name="Value">What it asks for, as a text; null for what has parts and for <c>public</c>.</param>
/// <param name="Verdict">Whether it holds.</param>
public sealed record ClauseVerdict(string Kind, string? Value, Holding Verdict)
{
    /// <summary>Its parts; null when it has none.</summary>
    public IReadOnlyList<ClauseVerdict>? Parts { get; init; }

    /// <summary>What put there what it asks for; null when nothing did or it is not known.</summary>
    public IReadOnlyList<Provenance>? Sources { get; init; }
}

/// <summary>Three-valued, so that what is not known is no proof of its opposite. The order is that of "and": the least decides.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Holding>))]
public enum Holding
{
    /// <summary>It does not hold.</summary>
    [JsonStringEnumMemberName("no")]
    No,

    /// <summary>It can't be known.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>It holds.</summary>
    [JsonStringEnumMemberName("yes")]
    Yes,
}
