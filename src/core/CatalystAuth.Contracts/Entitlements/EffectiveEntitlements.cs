using System.Text.Json.Serialization;
using CatalystAuth.Contracts.EffectiveIdentity;

namespace CatalystAuth.Contracts.Entitlements;

/// <summary>
/// Features, limits and labels of the default plan, the plan, the organisation's overrides and the user's, merged; later wins by name.
/// </summary>
/// <param name="Plan">The plan that counts now; null when there is not even a default one.</param>
/// <param name="Features">Features that a source speaks about, by name.</param>
/// <param name="Limits">Limits, by name.</param>
/// <param name="Labels">Labels that the plans put on members.</param>
/// <param name="ChangesAt">When time alone changes this next; null for never.</param>
public sealed record EffectiveEntitlements(
    string? Plan, IReadOnlyList<EffectiveFeature> Features, IReadOnlyList<EffectiveLimit> Limits, IReadOnlyList<EffectiveLabel> Labels,
    DateTimeOffset? ChangesAt);

/// <summary>Whether a feature is on.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Granted">Whether it is on; an override can take it away.</param>
/// <param name="Source">What decided: a <c>plan</c>, or the <c>override</c> of an organisation or a user.</param>
public sealed record EffectiveFeature(string Name, bool Granted, Provenance Source);

/// <summary>A limit that applies.</summary>
/// <param name="Name">The limit.</param>
/// <param name="Max">The most; null for no limit.</param>
/// <param name="Per">When what was used is forgotten.</param>
/// <param name="Source">What decided: a <c>plan</c>, or the <c>override</c> of an organisation or a user.</param>
public sealed record EffectiveLimit(
    string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Max, LimitPeriod Per, Provenance Source);
