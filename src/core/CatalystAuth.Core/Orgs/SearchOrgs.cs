using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Paging;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Orgs;

/// <summary>Finds organisations for platform admins.</summary>
internal sealed class SearchOrgs(PlatformAccess platform, IOrgSearch search, ClientLabels clientLabels)
{
    public async Task<Result<Page<Org>>> RunAsync(OrgQuery query, PageRequest? page, CancellationToken cancellationToken)
    {
        if (await platform.RefuseAsync(PlatformPermissions.OrgsRead, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        if (!PageRequests.Check(page).TryGet(out var request, out var error))
        {
            return error;
        }

        if (!SearchWords.Read(query.Q, label: null).TryGet(out var terms, out error))
        {
            return error with { Code = OrgErrorCodes.InvalidQuery };
        }

        var found = await search.SearchAsync(terms, query.Status, request, cancellationToken).ConfigureAwait(false);
        var shown = found.Map(orgs => new Page<Org>([.. orgs.Items.Select(org => org.ToContract())], orgs.NextCursor));

        // Who only looks sees no label that is hidden, here as in each organisation.
        return await platform.RefuseAsync(PlatformPermissions.OrgsWrite, cancellationToken).ConfigureAwait(false) is null
            ? shown
            : await clientLabels.ShowAsync(shown, cancellationToken).ConfigureAwait(false);
    }
}
