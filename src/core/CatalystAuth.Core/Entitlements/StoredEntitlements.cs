using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Entitlements;

/// <summary>An organisation's subscription and overrides as they are stored.</summary>
public sealed class StoredOrgEntitlements
{
    /// <summary>The organisation.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>The plan that it is subscribed to.</summary>
    public string? Plan { get; set; }

    /// <summary>From when.</summary>
    public DateTimeOffset? StartsAt { get; set; }

    /// <summary>Until when.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Features given and taken away.</summary>
    public IReadOnlyList<FeatureOverride> Features { get; set; } = [];

    /// <summary>Limits of its own.</summary>
    public IReadOnlyList<LimitOverride> Limits { get; set; } = [];

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; }

    /// <summary>The plan while the subscription runs.</summary>
    public string? PlanAt(DateTimeOffset now) => !(StartsAt > now) && !(ExpiresAt <= now) ? Plan : null;
}

/// <summary>A user's overrides as they are stored.</summary>
public sealed class StoredUserEntitlements
{
    /// <summary>The user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Features given and taken away.</summary>
    public IReadOnlyList<FeatureOverride> Features { get; set; } = [];

    /// <summary>Limits of their own.</summary>
    public IReadOnlyList<LimitOverride> Limits { get; set; } = [];

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; }
}

/// <summary>All that entitlements are made of, as it was read.</summary>
/// <param name="DefaultPlan">The default plan.</param>
/// <param name="Plan">The plan that the organisation is subscribed to, whether or not the subscription runs.</param>
/// <param name="Org">The organisation's subscription and overrides.</param>
/// <param name="User">The user's overrides.</param>
public sealed record EntitlementSources(
    StoredPlan? DefaultPlan, StoredPlan? Plan, StoredOrgEntitlements? Org, StoredUserEntitlements? User)
{
    /// <summary>Nothing at all.</summary>
    public static EntitlementSources None { get; } = new(null, null, null, null);
}
