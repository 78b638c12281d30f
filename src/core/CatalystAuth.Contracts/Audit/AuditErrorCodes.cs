namespace CatalystAuth.Contracts.Audit;

/// <summary>Codes of refusals about the audit trail.</summary>
public static class AuditErrorCodes
{
    /// <summary>A legal hold keeps what was to be erased.</summary>
    public const string LegalHold = "audit.legal_hold";

    /// <summary>No such legal hold, or it was released already.</summary>
    public const string HoldNotFound = "audit.hold_not_found";

    /// <summary>The reason of a legal hold is missing or too long.</summary>
    public const string InvalidHold = "audit.invalid_hold";
}
