namespace CatalystAuth.Contracts.AppSessions;

/// <summary>Codes of refusals of browsers that sign in to apps behind forward-auth.</summary>
public static class AppSessionErrorCodes
{
    /// <summary>The request to sign in is not one that forward-auth made.</summary>
    public const string InvalidRequest = "app_session.invalid_request";

    /// <summary>The way back to the app would be by plain HTTP.</summary>
    public const string HttpsRequired = "app_session.https_required";

    /// <summary>The user is not in the organisation of the app.</summary>
    public const string NotAdmitted = "app_session.not_admitted";

    /// <summary>The code is not good, was used, has expired, or is another browser's.</summary>
    public const string InvalidCode = "app_session.invalid_code";

    /// <summary>The session has ended, or is none of this app.</summary>
    public const string Ended = "app_session.ended";
}
