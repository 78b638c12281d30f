using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Orgs;

/// <summary>
/// Every slug that an organisation has or had. It stays theirs until they are gone for good: links, policies and tokens that name it must
/// never come to mean somebody else.
/// </summary>
public interface IOrgSlugStore
{
    /// <summary>Who has or had a slug; null when nobody did.</summary>
    Task<OrgId?> FindHolderAsync(string slug, CancellationToken cancellationToken);

    /// <summary>How many an organisation has and had.</summary>
    Task<int> CountAsync(OrgId org, CancellationToken cancellationToken);
}
