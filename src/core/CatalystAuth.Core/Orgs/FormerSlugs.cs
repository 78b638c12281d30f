using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.Orgs;

/// <summary>Says where an organisation went that was named by a slug it no longer has.</summary>
public sealed class FormerSlugs(OrgAccess access, IOrgSlugStore slugs)
{
    /// <summary>The slug that it has now; null when nobody had that one, or the caller is not in the organisation.</summary>
    public async Task<string?> FindCurrentAsync(string former, CancellationToken cancellationToken)
    {
        if (await slugs.FindHolderAsync(former, cancellationToken).ConfigureAwait(false) is not { } holder)
        {
            return null;
        }

        var entered = await access.EnterAsync(holder, cancellationToken).ConfigureAwait(false);
        return entered.TryGet(out var grant, out _) && grant.Org.Slug != former ? grant.Org.Slug : null;
    }
}
