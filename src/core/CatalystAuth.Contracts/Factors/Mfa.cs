namespace CatalystAuth.Contracts.Factors;

/// <summary>The ways in which a user can prove who they are.</summary>
/// <param name="HasPassword">Whether there is a password, where the installation has them.</param>
/// <param name="Totp">Authenticator apps that are set up, oldest first.</param>
/// <param name="Passkeys">Passkeys, oldest first.</param>
/// <param name="RecoveryCodesRemaining">How many recovery codes are not used yet.</param>
public sealed record Mfa(bool HasPassword, IReadOnlyList<TotpFactor> Totp, IReadOnlyList<Passkey> Passkeys, int RecoveryCodesRemaining);

/// <summary>An authenticator app (RFC 6238).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What its user calls it.</param>
/// <param name="CreatedAt">When it was set up.</param>
/// <param name="LastUsedAt">When a code of it was last accepted.</param>
public sealed record TotpFactor(TotpId Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

/// <summary>A passkey (WebAuthn). It counts as two factors, as its authenticator asks its user for a PIN or a biometric.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What its user calls it.</param>
/// <param name="IsBackedUp">Whether it is in more than one place, as one that is synchronised.</param>
/// <param name="CreatedAt">When it was set up.</param>
/// <param name="LastUsedAt">When it was last used.</param>
public sealed record Passkey(PasskeyId Id, string Name, bool IsBackedUp, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

/// <summary>Renames a factor.</summary>
/// <param name="Name">What to call it: 1 to 100 characters.</param>
public sealed record RenameFactorRequest(string Name);

/// <summary>Codes that stand in for a second factor that is lost, each once. They are not shown again, and older ones are void.</summary>
/// <param name="Codes">The codes.</param>
public sealed record RecoveryCodeSet(IReadOnlyList<string> Codes)
{
    /// <summary>Without the codes, so that no log can carry them.</summary>
    public override string ToString() => $"RecoveryCodeSet {{ Count = {Codes.Count} }}";
}

/// <summary>Takes all second factors of a user away, for one who has lost them.</summary>
/// <param name="Reason">Why: 1 to 500 characters.</param>
public sealed record ResetMfaRequest(string Reason);
