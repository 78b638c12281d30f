namespace CatalystAuth.Contracts.Sessions;

/// <summary>Codes of refusals about sessions.</summary>
public static class SessionErrorCodes
{
    /// <summary>No such live session of this user.</summary>
    public const string NotFound = "session.not_found";

    /// <summary>The user has as many sessions as one may have.</summary>
    public const string LimitReached = "session.limit_reached";
}
