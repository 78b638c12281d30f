using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Paging;

namespace CatalystAuth.Core.Keys;

/// <summary>The keys' use cases behind their contract.</summary>
internal sealed class Keys(OrgAccess access, IKeyStore store, IssueKey issue, RevokeKey revoke) : IKeys
{
    // The same for "is not there" and "is another tenant's".
    internal static readonly Error NotFound = new(KeyErrorCodes.NotFound, "There is no such key.", ErrorKind.NotFound);

    public Task<Result<IssuedKey>> IssueAsync(OrgRef org, IssueKeyRequest request, CancellationToken cancellationToken = default) =>
        issue.RunAsync(org, request, cancellationToken);

    public async Task<Result<Page<ApiKey>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.KeysRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var error) || !PageRequests.Check(page).TryGet(out var request, out error))
        {
            return error;
        }

        var keys = await store.ListAsync(granted.Org.Id, request, cancellationToken).ConfigureAwait(false);
        return keys.Map(found => new Page<ApiKey>([.. found.Items.Select(key => key.ToContract())], found.NextCursor));
    }

    public async Task<Result<ApiKey>> GetAsync(KeyId key, CancellationToken cancellationToken = default)
    {
        var found = await store.FindAsync(key, cancellationToken).ConfigureAwait(false);
        var grant = await access.AuthorizeOwnedAsync(found?.OrgId, BuiltInPermissions.KeysRead, NotFound, cancellationToken).ConfigureAwait(false);
        return grant.Map(_ => found!.ToContract());
    }

    public Task<Result> RevokeAsync(KeyId key, CancellationToken cancellationToken = default) => revoke.RunAsync(key, cancellationToken);
}
