namespace CatalystAuth.Contracts.Results;

/// <summary>Codes of refusals about who calls and what they may do.</summary>
public static class AuthErrorCodes
{
    /// <summary>No credential was sent.</summary>
    public const string Unauthenticated = "auth.unauthenticated";

    /// <summary>The token is malformed, not ours, expired, or revoked.</summary>
    public const string InvalidToken = "auth.invalid_token";

    /// <summary>An API key was sent as a credential; it has to be exchanged first.</summary>
    public const string KeyMustBeExchanged = "auth.key_must_be_exchanged";

    /// <summary>The caller lacks the permission that the message names.</summary>
    public const string PermissionDenied = "auth.permission_denied";

    /// <summary>The call needs a signed-in user, not a key.</summary>
    public const string UserRequired = "auth.user_required";

    /// <summary>The call is for platform admins.</summary>
    public const string PlatformAdminRequired = "auth.platform_admin_required";

    /// <summary>Who acts as another may only look.</summary>
    public const string ImpersonationReadOnly = "auth.impersonation_read_only";

    /// <summary>This is for the user alone, and not for who acts as them.</summary>
    public const string Impersonated = "auth.impersonated";

    /// <summary>A browser's session was sent with what no page of this server sent.</summary>
    public const string CrossSite = "auth.cross_site";

    /// <summary>The caller has to prove anew who they are: <c>POST /v1/auth/step-up</c> (RFC 9470).</summary>
    public const string StepUpRequired = "auth.step_up_required";
}
