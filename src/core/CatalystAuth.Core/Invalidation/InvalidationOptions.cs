namespace CatalystAuth.Core.Invalidation;

/// <summary>How fast a revocation reaches every verifier. Section <c>Catalyst:Invalidation</c>.</summary>
public sealed class InvalidationOptions
{
    /// <summary>
    /// The bound: a verifier that has not read the log for longer denies what it can't know. 1 second to 5 minutes.
    /// </summary>
    public TimeSpan Bound { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the log is read: 0.1 second to half of <see cref="Bound"/>.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many verifiers outside of the house follow this node's revocations at once.</summary>
    public int MaxFollowers { get; set; } = 1000;

    /// <summary>How many of them from one address.</summary>
    public int MaxFollowersPerAddress { get; set; } = 100;
}
