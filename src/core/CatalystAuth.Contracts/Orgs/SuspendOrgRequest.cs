namespace CatalystAuth.Contracts.Orgs;

/// <summary>Stops an organisation.</summary>
/// <param name="Reason">Why, at most 500 characters; platform admins read it.</param>
public sealed record SuspendOrgRequest(string? Reason = null);
