using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Storage.Orgs;

/// <summary>A slug that an organisation has or had.</summary>
internal sealed class OrgSlugRow
{
    public required string Slug { get; init; }

    public required OrgId OrgId { get; init; }
}
