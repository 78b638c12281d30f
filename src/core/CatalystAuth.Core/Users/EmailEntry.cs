using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Users;

/// <summary>An address of a user's as it is stored.</summary>
public sealed class EmailEntry
{
    /// <summary>
    /// How long an address that was added opens no account by mail. Else who sits at somebody's session for a minute could add theirs and recover
    /// the account with it, and never ask the address that it has.
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromDays(7);

    /// <summary>Its id.</summary>
    public required EmailId Id { get; init; }

    /// <summary>Whose.</summary>
    public required UserId UserId { get; init; }

    /// <summary>As it was typed.</summary>
    public required string Address { get; init; }

    /// <summary>See <see cref="EmailAddress.KeyOf"/>.</summary>
    public required string Normalized { get; init; }

    /// <summary>
    /// The same while the address is proven or primary, else null. Unique among all accounts: what is neither keeps nobody else from
    /// proving that the mailbox is theirs.
    /// </summary>
    public string? Claimed { get; set; }

    /// <summary>Whether it is the one that others see.</summary>
    public bool Primary { get; set; }

    /// <summary>When another one took its place as the primary one; null when none did.</summary>
    public DateTimeOffset? ReplacedAt { get; set; }

    /// <summary>When the mailbox was proven; null until then.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }

    /// <summary>See <see cref="EmailCode.Hash"/>; null when no code is out.</summary>
    public byte[]? CodeHash { get; set; }

    /// <summary>When the code stops working.</summary>
    public DateTimeOffset? CodeExpiresAt { get; set; }

    /// <summary>How often it may still be tried.</summary>
    public int CodeTries { get; set; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether mails to it may open the account: to sign in, or to recover it.</summary>
    public bool Opens(DateTimeOffset now) => Primary || now >= VerifiedAt + Settling;

    /// <summary>
    /// Whether it was the primary one until lately. So long it stays: whoever has been robbed of the account recovers it with that mailbox.
    /// </summary>
    public bool WasPrimaryLately(DateTimeOffset now) => now < ReplacedAt + Settling;

    /// <summary>The mailbox is proven: no code is needed any more, and nobody else can have the address.</summary>
    public void Prove(DateTimeOffset now)
    {
        CodeHash = null;
        CodeExpiresAt = null;
        CodeTries = 0;
        VerifiedAt = now;
        Claimed = Normalized;
    }

    /// <summary>As events tell of it.</summary>
    public UserEmailState ToState() => new(Id, Address, VerifiedAt is not null);

    /// <summary>As the wire has it.</summary>
    public UserEmail ToContract() => new(Id, Address, VerifiedAt is not null, Primary, CreatedAt);
}
