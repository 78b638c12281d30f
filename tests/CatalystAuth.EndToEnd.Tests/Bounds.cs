namespace CatalystAuth.EndToEnd.Tests;

/// <summary>What the server promises about time.</summary>
internal static class Bounds
{
    /// <summary>Within which a revocation has reached every verifier.</summary>
    public static readonly TimeSpan Revocation = TimeSpan.FromSeconds(5);
}
