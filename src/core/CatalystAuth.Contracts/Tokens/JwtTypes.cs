namespace CatalystAuth.Contracts.Tokens;

/// <summary>The <c>typ</c> of each JWT that Catalyst signs. A verifier accepts exactly one of them.</summary>
public static class JwtTypes
{
    /// <summary>Access tokens (RFC 9068).</summary>
    public const string Access = "at+jwt";

    /// <summary>Refresh tokens.</summary>
    public const string Refresh = "rt+jwt";

    /// <summary>Forward-auth decisions.</summary>
    public const string Decision = "decision+jwt";

    /// <summary>What forward-auth keeps in a browser of who its session speaks for.</summary>
    public const string DecisionCookie = "decision-cookie+jwt";

    /// <summary>What verifiers must stop believing.</summary>
    public const string Revocations = "revocations+jwt";

    /// <summary>What an audit chain was at one of its records.</summary>
    public const string AuditCheckpoint = "audit-checkpoint+jwt";

    /// <summary>What an export of an audit chain holds, from its first record to its last.</summary>
    public const string AuditExport = "audit-export+jwt";
}
