namespace CatalystAuth.Contracts.Users;

/// <summary>An address of the caller's.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Address">The address as it was typed.</param>
/// <param name="Verified">Whether the mailbox was proven.</param>
/// <param name="Primary">Whether it is the one that others see.</param>
/// <param name="CreatedAt">When it was added.</param>
public sealed record UserEmail(EmailId Id, string Address, bool Verified, bool Primary, DateTimeOffset CreatedAt)
{
    /// <summary>The change that makes it the primary one when the one that is agrees, or has not stopped it for long enough; null for none.</summary>
    public EmailChange? Change { get; init; }
}

/// <summary>A change of the primary address that waits.</summary>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="PossibleFrom">From when on it can be made without the consent of the old address.</param>
/// <param name="ExpiresAt">From when on it can't be made any more.</param>
public sealed record EmailChange(DateTimeOffset RequestedAt, DateTimeOffset PossibleFrom, DateTimeOffset ExpiresAt);

/// <summary>Adds an address, or sends another code to one that is not proven yet.</summary>
/// <param name="Address">The address.</param>
public sealed record AddEmailRequest(string Address);

/// <summary>Proves a mailbox.</summary>
/// <param name="Code">The code that was sent there.</param>
public sealed record VerifyEmailRequest(string Code)
{
    /// <summary>Without the code, so that no log can carry it.</summary>
    public override string ToString() => nameof(VerifyEmailRequest);
}
