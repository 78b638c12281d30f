namespace CatalystAuth.Contracts.Users;

/// <summary>Codes of refusals about users.</summary>
public static class UserErrorCodes
{
    /// <summary>No such user, or none that the caller may know of.</summary>
    public const string NotFound = "user.not_found";
}
