namespace CatalystAuth.Contracts.Sessions;

/// <summary>Codes of refusals about sessions.</summary>
public static class SessionErrorCodes
{
    /// <summary>No such live session of this user.</summary>
    public const string NotFound = "session.not_found";

    /// <summary>Nobody acts as an admin, as themselves or as who is banned.</summary>
    public const string CannotImpersonate = "session.cannot_impersonate";

    /// <summary>The reason of an impersonation is missing or too long.</summary>
    public const string InvalidImpersonation = "session.invalid_impersonation";

    /// <summary>The user has as many sessions as one may have.</summary>
    public const string LimitReached = "session.limit_reached";
}
