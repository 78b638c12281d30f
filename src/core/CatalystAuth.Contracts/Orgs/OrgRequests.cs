namespace CatalystAuth.Contracts.Orgs;

/// <summary>Creates an organisation; the caller becomes its owner.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Slug">See <see cref="OrgSlug"/>; null derives one from the name.</param>
public sealed record CreateOrgRequest(string Name, string? Slug = null);

/// <summary>Changes an organisation; what is null stays.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Slug">See <see cref="OrgSlug"/>. Requests that name the former one are redirected; nobody else can take it.</param>
public sealed record UpdateOrgRequest(string? Name = null, string? Slug = null);
