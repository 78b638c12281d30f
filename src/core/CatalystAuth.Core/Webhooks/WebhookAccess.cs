using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.Webhooks;

/// <summary>
/// Who may see and change webhooks. Whoever says where events are sent could read them there, so that needs to be allowed to read events too.
/// </summary>
internal sealed class WebhookAccess(OrgAccess access, PlatformAccess platform, IWebhookStore store)
{
    public static readonly Error NotFound = new(WebhookErrorCodes.NotFound, "There is no such webhook.", ErrorKind.NotFound);

    /// <summary>Whose webhooks: an organisation's, or the installation's own.</summary>
    public async Task<Result<WebhookOwner>> EnterAsync(OrgRef? org, bool withEvents, CancellationToken cancellationToken)
    {
        if (org is { } reference)
        {
            var grant = await access.AuthorizeAsync(reference, Permission(withEvents), cancellationToken).ConfigureAwait(false);
            return !grant.TryGet(out var granted, out var refusal) ? refusal
                : withEvents && !granted.Holds(BuiltInPermissions.EventsRead) ? Refusals.PermissionDenied(BuiltInPermissions.EventsRead)
                : new WebhookOwner(granted.Org.Id);
        }

        return await RefuseOnPlatformAsync(withEvents, cancellationToken).ConfigureAwait(false) is { } error ? error : new WebhookOwner(null);
    }

    /// <summary>One to look at.</summary>
    public Task<Result<WebhookEndpoint>> ToReadAsync(WebhookId id, CancellationToken cancellationToken) =>
        FindAsync(id, withEvents: false, cancellationToken);

    /// <summary>One to change, or whose events are looked at.</summary>
    public Task<Result<WebhookEndpoint>> ToChangeAsync(WebhookId id, CancellationToken cancellationToken) =>
        FindAsync(id, withEvents: true, cancellationToken);

    private async Task<Result<WebhookEndpoint>> FindAsync(WebhookId id, bool withEvents, CancellationToken cancellationToken)
    {
        var endpoint = await store.FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (endpoint is { OrgId: null })
        {
            return await RefuseOnPlatformAsync(withEvents, cancellationToken).ConfigureAwait(false) is not { } error ? endpoint
                : error == Refusals.Unauthenticated ? error : NotFound;
        }

        var grant = await access.AuthorizeOwnedAsync(endpoint?.OrgId, Permission(withEvents), NotFound, cancellationToken).ConfigureAwait(false);
        return !grant.TryGet(out var granted, out var refusal) ? refusal
            : withEvents && !granted.Holds(BuiltInPermissions.EventsRead) ? Refusals.PermissionDenied(BuiltInPermissions.EventsRead)
            : endpoint!;
    }

    private async Task<Error?> RefuseOnPlatformAsync(bool withEvents, CancellationToken cancellationToken) => withEvents
        ? await platform.RefuseAsync(PlatformPermissions.WebhooksWrite, cancellationToken).ConfigureAwait(false)
            ?? await platform.RefuseAsync(PlatformPermissions.EventsRead, cancellationToken).ConfigureAwait(false)
        : await platform.RefuseAsync(PlatformPermissions.WebhooksRead, cancellationToken).ConfigureAwait(false);

    private static string Permission(bool withEvents) => withEvents ? BuiltInPermissions.WebhooksWrite : BuiltInPermissions.WebhooksRead;
}

/// <summary>Whose webhooks.</summary>
/// <param name="Org">An organisation's; null for the installation's own.</param>
internal sealed record WebhookOwner(OrgId? Org);
