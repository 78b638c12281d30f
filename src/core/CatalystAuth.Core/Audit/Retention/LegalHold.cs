using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Audit.Retention;

/// <summary>Keeps all audit records and personal data in them, however old or asked to be erased, until it is released. It stays then.</summary>
public sealed class LegalHold
{
    /// <summary>Its id.</summary>
    public required LegalHoldId Id { get; init; }

    /// <summary>Of which organisation; null for all chains.</summary>
    public required OrgId? OrgId { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who set it.</summary>
    public required string SetBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset SetAt { get; init; }

    /// <summary>Who released it; null while it is in force.</summary>
    public string? ReleasedBy { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset? ReleasedAt { get; private set; }

    /// <summary>Ends it.</summary>
    public void Release(string by, DateTimeOffset now)
    {
        ReleasedBy = by;
        ReleasedAt = now;
    }

    /// <summary>As the wire has it.</summary>
    public AuditHold ToContract() => new(Id, OrgId, Reason, SetBy, SetAt, ReleasedBy, ReleasedAt);
}
