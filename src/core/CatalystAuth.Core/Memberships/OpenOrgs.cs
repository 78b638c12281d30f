using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Memberships;

/// <summary>Organisations that are open to whoever wants to join them. Any other is not found, like one that is not there.</summary>
internal sealed class OpenOrgs(IOrgStore orgs, IOrgSlugStore slugs)
{
    /// <summary>One by id or slug.</summary>
    public async Task<Organisation?> FindAsync(OrgRef reference, CancellationToken cancellationToken) =>
        await orgs.FindAsync(reference, cancellationToken).ConfigureAwait(false) is { Status: OrgStatus.Active, SignIn.SignUp: OrgSignUp.Open } open ? open : null;

    /// <summary>One by a link, which may be older than its slug.</summary>
    public async Task<Organisation?> FindByLinkAsync(OrgRef reference, CancellationToken cancellationToken)
    {
        if (await FindAsync(reference, cancellationToken).ConfigureAwait(false) is { } open)
        {
            return open;
        }

        return reference.Slug is { } former && await slugs.FindHolderAsync(former, cancellationToken).ConfigureAwait(false) is { } holder
            ? await FindAsync(holder, cancellationToken).ConfigureAwait(false)
            : null;
    }
}
