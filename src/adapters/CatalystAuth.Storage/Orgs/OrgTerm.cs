using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Storage.Orgs;

/// <summary>A word by which an organisation is found.</summary>
internal sealed class OrgTerm
{
    public required string Term { get; init; }

    public required OrgId OrgId { get; init; }
}
