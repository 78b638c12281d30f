namespace CatalystAuth.Contracts.Sessions;

/// <summary>Why a session was ended.</summary>
public static class SessionEndReasons
{
    /// <summary>Its user signed out with it.</summary>
    public const string SignedOut = "signed_out";

    /// <summary>Its user ended it with another.</summary>
    public const string RevokedByUser = "revoked_by_user";

    /// <summary>A platform admin ended it.</summary>
    public const string RevokedByAdmin = "revoked_by_admin";

    /// <summary>Its user signed in once more than one may be signed in at once.</summary>
    public const string LimitReached = "limit_reached";

    /// <summary>A spent refresh token of it came back.</summary>
    public const string RefreshTokenReused = "refresh_token_reused";

    /// <summary>A platform admin ended the impersonation.</summary>
    public const string ImpersonationEnded = "impersonation_ended";

    /// <summary>Who held its refresh token gave it back (RFC 7009).</summary>
    public const string TokenRevoked = "token_revoked";

    /// <summary>Its user changed the password with another.</summary>
    public const string PasswordChanged = "password_changed";

    /// <summary>A platform admin took the user's second factors away.</summary>
    public const string MfaReset = "mfa_reset";

    /// <summary>A platform admin had the user set another password.</summary>
    public const string PasswordChangeRequired = "password_change_required";

    /// <summary>Who reads the user's address said that a change of it was asked for by somebody else.</summary>
    public const string EmailChangeRefused = "email_change_refused";
}
