using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Entitlements;

/// <summary>A feature that somebody has or has not, whatever the plan says.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Granted">Whether it is given rather than taken away.</param>
/// <param name="ExpiresAt">When this stops counting; null for never.</param>
/// <param name="Reason">Why, at most 200 characters; only for who may see plans on the platform.</param>
public sealed record FeatureOverride(string Name, bool Granted = true, DateTimeOffset? ExpiresAt = null, string? Reason = null);

/// <summary>A limit that somebody has, whatever the plan says.</summary>
/// <param name="Name">The limit.</param>
/// <param name="Max">The most; null for no limit.</param>
/// <param name="Per">When what was used is forgotten; left out, as the plan has it.</param>
/// <param name="ExpiresAt">When this stops counting; null for never.</param>
/// <param name="Reason">Why, at most 200 characters; only for who may see plans on the platform.</param>
public sealed record LimitOverride(
    string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Max, LimitPeriod? Per = null,
    DateTimeOffset? ExpiresAt = null, string? Reason = null);

/// <summary>What an organisation is subscribed to, what is overridden for it, and what comes of it.</summary>
/// <param name="OrgId">The organisation.</param>
/// <param name="Plan">The plan that it is subscribed to; null for none.</param>
/// <param name="StartsAt">From when; null for at once.</param>
/// <param name="ExpiresAt">Until when: it has the default plan then. Null for ever.</param>
/// <param name="Features">Features given and taken away.</param>
/// <param name="Limits">Limits of its own.</param>
/// <param name="Effective">What comes of it now.</param>
/// <param name="Version">Goes up with each change; the ETag. 0 when nothing was ever set.</param>
public sealed record OrgEntitlements(
    OrgId OrgId, string? Plan, DateTimeOffset? StartsAt, DateTimeOffset? ExpiresAt, IReadOnlyList<FeatureOverride> Features,
    IReadOnlyList<LimitOverride> Limits, EffectiveEntitlements Effective, int Version);

/// <summary>An organisation's subscription and overrides, all of them.</summary>
/// <param name="Plan">The plan; left out for none.</param>
/// <param name="StartsAt">From when; left out for at once.</param>
/// <param name="ExpiresAt">Until when; left out for ever.</param>
/// <param name="Features">At most 100, each once.</param>
/// <param name="Limits">At most 100, each once.</param>
public sealed record SetOrgEntitlementsRequest(
    string? Plan = null, DateTimeOffset? StartsAt = null, DateTimeOffset? ExpiresAt = null, IReadOnlyList<FeatureOverride>? Features = null,
    IReadOnlyList<LimitOverride>? Limits = null);

/// <summary>What is overridden for a user, in whatever organisation they are.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Features">Features given and taken away.</param>
/// <param name="Limits">Limits of their own.</param>
/// <param name="Version">Goes up with each change; the ETag. 0 when nothing was ever set.</param>
public sealed record UserEntitlements(
    UserId UserId, IReadOnlyList<FeatureOverride> Features, IReadOnlyList<LimitOverride> Limits, int Version);

/// <summary>A user's overrides, all of them.</summary>
/// <param name="Features">At most 100, each once.</param>
/// <param name="Limits">At most 100, each once.</param>
public sealed record SetUserEntitlementsRequest(IReadOnlyList<FeatureOverride>? Features = null, IReadOnlyList<LimitOverride>? Limits = null);
