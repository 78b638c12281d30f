using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Memberships;

/// <summary>An organisation that is open to whoever wants to join it, as far as strangers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Slug">Its slug.</param>
/// <param name="Name">Its name.</param>
public sealed record OpenOrg(OrgId Id, string Slug, string Name)
{
    /// <summary>The logo of its profile, if it has one.</summary>
    public string? LogoUrl { get; init; }
}
