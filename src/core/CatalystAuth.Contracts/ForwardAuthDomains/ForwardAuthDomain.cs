using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.ForwardAuthDomains;

/// <summary>
/// A domain for which one middleware asks: the app, with its own rules, is found by the host that a request is for, among the apps of one organisation.
/// </summary>
/// <param name="Domain">The domain, canonical; hosts are in it when they are it or end with it behind a dot.</param>
/// <param name="OrgId">The organisation whose apps are asked about.</param>
/// <param name="CreatedAt">When it was first set.</param>
/// <param name="UpdatedAt">When it was last set.</param>
public sealed record ForwardAuthDomain(string Domain, OrgId OrgId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>Gives a domain to an organisation.</summary>
/// <param name="OrgId">Which.</param>
public sealed record SetForwardAuthDomainRequest(OrgId OrgId);
