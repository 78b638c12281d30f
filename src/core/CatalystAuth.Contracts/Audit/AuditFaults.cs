namespace CatalystAuth.Contracts.Audit;

/// <summary>What can be wrong with an audit chain or an export of one.</summary>
public static class AuditFaults
{
    /// <summary>A record is not what it was when it got its place, or several before a checkpoint are not.</summary>
    public const string Edited = "edited";

    /// <summary>A record is missing.</summary>
    public const string Deleted = "deleted";

    /// <summary>A record stands at another place.</summary>
    public const string Reordered = "reordered";

    /// <summary>A record is there that never got a place.</summary>
    public const string Inserted = "inserted";

    /// <summary>The end is missing.</summary>
    public const string Truncated = "truncated";

    /// <summary>A checkpoint that the installation did not sign.</summary>
    public const string CheckpointForged = "checkpoint_forged";

    /// <summary>A checkpoint signed by a key that is not in the key set at hand.</summary>
    public const string UnknownKey = "unknown_key";

    /// <summary>A line that no export has.</summary>
    public const string Malformed = "malformed";
}
