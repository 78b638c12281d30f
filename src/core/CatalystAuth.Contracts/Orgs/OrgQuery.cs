namespace CatalystAuth.Contracts.Orgs;

/// <summary>Which organisations to find; what is null does not matter.</summary>
/// <param name="Q">Beginnings of words of the name or the slug, all of which have to match.</param>
/// <param name="Status">Whether it can be used.</param>
public sealed record OrgQuery(string? Q = null, OrgStatus? Status = null);
