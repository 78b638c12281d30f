namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>How long effective identities are kept. Section <c>Catalyst:IdentityCache</c>.</summary>
public sealed class IdentityCacheOptions
{
    /// <summary>The longest that one stays in a node's memory: 1 second to 1 hour, or zero to keep none. A change ends it at once.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest that one stays in the shared cache: 1 second to 1 hour, for which the invalidation log answers, or zero to keep none.</summary>
    public TimeSpan SharedLifetime { get; set; } = TimeSpan.FromMinutes(30);
}
