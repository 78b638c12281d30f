using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Factors;

/// <summary>An authenticator app as it is stored.</summary>
public sealed class StoredTotp
{
    /// <summary>Its id.</summary>
    public required TotpId Id { get; init; }

    /// <summary>Whose.</summary>
    public required UserId UserId { get; init; }

    /// <summary>What its user calls it.</summary>
    public required string Name { get; set; }

    /// <summary>The secret, sealed.</summary>
    public required byte[] SealedSecret { get; init; }

    /// <summary>When its set-up began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a code confirmed it; null while it does not count.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The step of the last code that was accepted: that one and those before are spent.</summary>
    public long LastStep { get; set; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>As the wire has it.</summary>
    public TotpFactor ToContract() => new(Id, Name, ConfirmedAt ?? CreatedAt, LastUsedAt);

    /// <summary>As events have it.</summary>
    internal FactorState ToState() => new(Id.ToString(), FactorKinds.Totp, Name);
}
