namespace CatalystAuth.Contracts.Factors;

/// <summary>Begins the set-up of an authenticator app.</summary>
/// <param name="Name">What to call it: 1 to 100 characters.</param>
public sealed record StartTotpRequest(string Name);

/// <summary>What an authenticator app needs. It counts when one of its codes has confirmed it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Secret">The secret, in Base32, for apps without a camera. It is not shown again.</param>
/// <param name="Uri">The same with all that goes with it, as an <c>otpauth</c> URI.</param>
/// <param name="QrSvg">The URI as a QR code, an SVG image.</param>
/// <param name="ExpiresAt">Until when it can be confirmed.</param>
public sealed record TotpSetup(TotpId Id, string Secret, string Uri, string QrSvg, DateTimeOffset ExpiresAt)
{
    /// <summary>Without the secret, so that no log can carry it.</summary>
    public override string ToString() => $"TotpSetup {{ Id = {Id} }}";
}

/// <summary>Confirms that an authenticator app is set up.</summary>
/// <param name="Code">The code that it shows now.</param>
public sealed record ConfirmTotpRequest(string Code)
{
    /// <summary>Without the code, so that no log can carry it.</summary>
    public override string ToString() => nameof(ConfirmTotpRequest);
}

/// <summary>An authenticator app that counts from now on.</summary>
/// <param name="Totp">The app.</param>
/// <param name="RecoveryCodes">Recovery codes, when it is the first second factor.</param>
public sealed record ConfirmedTotp(TotpFactor Totp, RecoveryCodeSet? RecoveryCodes = null);
