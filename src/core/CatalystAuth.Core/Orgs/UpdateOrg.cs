using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Orgs;

/// <summary>Renames an organisation. Its former slugs stay its own.</summary>
internal sealed class UpdateOrg(
    OrgAccess access, IOrgStore orgs, IOrgSlugStore slugs, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result<Org>> RunAsync(OrgRef reference, UpdateOrgRequest request, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Org>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.OrgUpdate, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                var org = granted.Org;
                if (ifVersion is not null && ifVersion != org.Version)
                {
                    return Refusals.VersionMismatch;
                }

                return await ChangeAsync(org, request, ct).ConfigureAwait(false);
            },
            cancellationToken,
            onDuplicate: OrgNames.SlugTaken);

    private async Task<Result<Org>> ChangeAsync(Organisation org, UpdateOrgRequest request, CancellationToken cancellationToken)
    {
        var name = request.Name ?? org.Name;
        var slug = request.Slug ?? org.Slug;
        if ((OrgNames.CheckName(name) ?? OrgNames.CheckSlug(slug)) is { } error)
        {
            return error;
        }

        if (name == org.Name && slug == org.Slug)
        {
            return org.ToContract();
        }

        if (slug != org.Slug)
        {
            if (await RefuseSlugAsync(org.Id, slug, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }

            invalidations.OrgClaims(org.Id);
        }

        journal.Write(org.Id, org.Id.ToString(), new OrgUpdated(new(org.Name, org.Slug), new(name, slug)));
        org.Name = name;
        org.Slug = slug;
        org.Version++;
        org.UpdatedAt = time.Now();
        return org.ToContract();
    }

    private async Task<Error?> RefuseSlugAsync(OrgId org, string slug, CancellationToken cancellationToken)
    {
        await orgs.LockAsync(org, cancellationToken).ConfigureAwait(false);
        if (await slugs.FindHolderAsync(slug, cancellationToken).ConfigureAwait(false) is { } holder)
        {
            return holder == org ? null : OrgNames.SlugTaken;
        }

        return await slugs.CountAsync(org, cancellationToken).ConfigureAwait(false) < OrgNames.MaxSlugs ? null : OrgNames.TooManySlugs;
    }
}
