using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Paging;

namespace CatalystAuth.Core.Keys;

/// <summary>The keys' use cases behind their contract.</summary>
internal sealed class Keys(
    OrgAccess access, KeyAccess keyAccess, IKeyStore store, ClientLabels labels, IssueKey issue, UpdateKey update, RotateKey rotate, SwitchKey turn,
    RevokeKey revoke, ImportKeys import, ListKeyTokens listTokens, TimeProvider time) : IKeys
{
    private static readonly Error InvalidOwner = Error.Field(
        RequestErrorCodes.Invalid, "owner", "owner is org, user, or the id of a user.");

    public Task<Result<IssuedKey>> IssueAsync(OrgRef org, IssueKeyRequest request, CancellationToken cancellationToken = default) =>
        issue.RunAsync(org, request, cancellationToken);

    public Task<Result<IssuedKey>> IssueMineAsync(IssueMyKeyRequest request, CancellationToken cancellationToken = default) =>
        issue.RunMineAsync(request, cancellationToken);

    public Task<Result<ImportKeysResponse>> ImportAsync(OrgRef org, ImportKeysRequest request, CancellationToken cancellationToken = default) =>
        import.RunAsync(org, request, cancellationToken);

    public Task<Result<Page<ApiKey>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        SearchAsync(org, new(), page, cancellationToken);

    public async Task<Result<Page<ApiKey>>> SearchAsync(
        OrgRef org, KeyQuery query, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.KeysRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var error))
        {
            return error;
        }

        var filter = new KeyFilter(granted.Org.Id, time.Now()) { Status = query.Status, Kind = query.Kind };
        if (query.Owner is { Length: > 0 } owner)
        {
            if (UserId.TryParse(owner, null, out var user))
            {
                filter = filter with { OfUser = true, User = user };
            }
            else if (owner is "org" or "user")
            {
                filter = filter with { OfUser = owner == "user" };
            }
            else
            {
                return InvalidOwner;
            }
        }

        // Who may not stop members' keys does not see them, except their own.
        if (!granted.Holds(BuiltInPermissions.KeysWrite))
        {
            var self = (granted.Actor as Actor.User)?.UserId;
            filter = filter switch
            {
                { OfUser: null } => filter with { OfUser = false },
                { OfUser: true, User: null } when self is not null => filter with { User = self },
                { OfUser: true } when self is null || filter.User != self => filter with { User = default(UserId) },
                _ => filter,
            };
        }

        return await PageAsync(filter, page, cancellationToken).ConfigureAwait(false);
    }

    public Task<Result<Page<KeyToken>>> ListTokensAsync(KeyId key, CancellationToken cancellationToken = default) =>
        listTokens.RunAsync(key, cancellationToken);

    public async Task<Result<Page<ApiKey>>> ListMineAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var entered = await access.EnterAsync(org, cancellationToken).ConfigureAwait(false);
        return !entered.TryGet(out var granted, out var error) ? error
            : granted.Actor is not Actor.User user ? Refusals.UserRequired
            : await PageAsync(new KeyFilter(granted.Org.Id, time.Now()) { OfUser = true, User = user.UserId }, page, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Result<ApiKey>> GetAsync(KeyId key, CancellationToken cancellationToken = default)
    {
        var found = await keyAccess.ToReadAsync(key, cancellationToken).ConfigureAwait(false);
        return await labels.ShowAsync(found.Map(stored => stored.ToContract(time.Now())), cancellationToken).ConfigureAwait(false);
    }

    public async Task<Result<ApiKey>> UpdateAsync(
        KeyId key, UpdateKeyRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        await labels.ShowAsync(
            await update.RunAsync(key, request, ifVersion, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public Task<Result<IssuedKey>> RotateAsync(KeyId key, RotateKeyRequest request, CancellationToken cancellationToken = default) =>
        rotate.RunAsync(key, request, cancellationToken);

    public async Task<Result<ApiKey>> DisableAsync(KeyId key, CancellationToken cancellationToken = default) =>
        await labels.ShowAsync(await turn.DisableAsync(key, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public async Task<Result<ApiKey>> EnableAsync(KeyId key, CancellationToken cancellationToken = default) =>
        await labels.ShowAsync(await turn.EnableAsync(key, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public Task<Result> RevokeAsync(KeyId key, CancellationToken cancellationToken = default) => revoke.RunAsync(key, cancellationToken);

    private async Task<Result<Page<ApiKey>>> PageAsync(KeyFilter filter, PageRequest? page, CancellationToken cancellationToken)
    {
        if (!PageRequests.Check(page).TryGet(out var request, out var error))
        {
            return error;
        }

        var keys = await store.ListAsync(filter, request, cancellationToken).ConfigureAwait(false);
        var shown = keys.Map(found => new Page<ApiKey>([.. found.Items.Select(key => key.ToContract(filter.Now))], found.NextCursor));
        return await labels.ShowAsync(shown, cancellationToken).ConfigureAwait(false);
    }
}
