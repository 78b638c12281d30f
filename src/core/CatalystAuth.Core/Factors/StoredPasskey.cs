using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Factors;

/// <summary>A passkey as it is stored: the credential record of WebAuthn §4.</summary>
public sealed class StoredPasskey
{
    /// <summary>Its id.</summary>
    public required PasskeyId Id { get; init; }

    /// <summary>Whose.</summary>
    public required UserId UserId { get; init; }

    /// <summary>What its user calls it.</summary>
    public required string Name { get; set; }

    /// <summary>The id that its authenticator made. Unique among all users.</summary>
    public required byte[] CredentialId { get; init; }

    /// <summary>Its public key (COSE).</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>How often its authenticator has signed, if it counts.</summary>
    public long SignCount { get; set; }

    /// <summary>How its authenticator can be reached, as that says itself.</summary>
    public required IReadOnlyList<string> Transports { get; init; }

    /// <summary>Whether it can be in several places.</summary>
    public required bool IsBackupEligible { get; init; }

    /// <summary>Whether it is.</summary>
    public bool IsBackedUp { get; set; }

    /// <summary>When it was set up.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>As the wire has it.</summary>
    public Passkey ToContract() => new(Id, Name, IsBackedUp, CreatedAt, LastUsedAt);

    /// <summary>As events have it.</summary>
    internal FactorState ToState() => new(Id.ToString(), FactorKinds.Passkey, Name);
}
