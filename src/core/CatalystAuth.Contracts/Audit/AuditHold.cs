using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Audit;

/// <summary>A legal hold: while it is in force no audit record that it covers is deleted, and nobody in them erased.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Org">Whose records; absent for all, the platform's as well.</param>
/// <param name="Reason">Why.</param>
/// <param name="SetBy">Who set it.</param>
/// <param name="SetAt">When.</param>
/// <param name="ReleasedBy">Who released it; absent while it is in force.</param>
/// <param name="ReleasedAt">When.</param>
public sealed record AuditHold(
    LegalHoldId Id, OrgId? Org, string Reason, string SetBy, DateTimeOffset SetAt, string? ReleasedBy, DateTimeOffset? ReleasedAt);

/// <summary>Sets a legal hold.</summary>
/// <param name="Reason">Why, 1 to 500 characters; no personal data.</param>
/// <param name="Org">Of which organisation; without one, of all and the platform.</param>
public sealed record SetAuditHoldRequest(string Reason, OrgId? Org = null);
