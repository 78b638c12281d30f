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
    // The words are the same for an organisation and for the platform.
    private static readonly string[] Reading = [BuiltInPermissions.WebhooksRead];
    private static readonly string[] ReadingEvents = [BuiltInPermissions.WebhooksRead, BuiltInPermissions.EventsRead];
    private static readonly string[] Changing = [BuiltInPermissions.WebhooksWrite, BuiltInPermissions.EventsRead];

    private static readonly Error NotFound = new(WebhookErrorCodes.NotFound, "There is no such webhook.", ErrorKind.NotFound);

    /// <summary>Whose webhooks to look at: an organisation's, or the installation's own.</summary>
    public Task<Result<WebhookOwner>> EnterToReadAsync(OrgRef? org, CancellationToken cancellationToken) => EnterAsync(org, Reading, cancellationToken);

    /// <summary>Whose webhooks to add to.</summary>
    public Task<Result<WebhookOwner>> EnterToChangeAsync(OrgRef? org, CancellationToken cancellationToken) => EnterAsync(org, Changing, cancellationToken);

    /// <summary>One to look at.</summary>
    public Task<Result<WebhookEndpoint>> ToReadAsync(WebhookId id, CancellationToken cancellationToken) => FindAsync(id, Reading, cancellationToken);

    /// <summary>One whose events are looked at.</summary>
    public Task<Result<WebhookEndpoint>> ToReadEventsAsync(WebhookId id, CancellationToken cancellationToken) =>
        FindAsync(id, ReadingEvents, cancellationToken);

    /// <summary>One to change.</summary>
    public Task<Result<WebhookEndpoint>> ToChangeAsync(WebhookId id, CancellationToken cancellationToken) => FindAsync(id, Changing, cancellationToken);

    private async Task<Result<WebhookOwner>> EnterAsync(OrgRef? org, string[] needed, CancellationToken cancellationToken)
    {
        if (org is { } reference)
        {
            var grant = await access.AuthorizeAsync(reference, needed[0], cancellationToken).ConfigureAwait(false);
            return !grant.TryGet(out var granted, out var refusal) ? refusal
                : Missing(granted, needed) is { } missing ? missing
                : new WebhookOwner(granted.Org.Id);
        }

        return await RefuseOnPlatformAsync(needed, cancellationToken).ConfigureAwait(false) is { } error ? error : new WebhookOwner(null);
    }

    private async Task<Result<WebhookEndpoint>> FindAsync(WebhookId id, string[] needed, CancellationToken cancellationToken)
    {
        var endpoint = await store.FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (endpoint is { OrgId: null })
        {
            return await RefuseOnPlatformAsync(needed, cancellationToken).ConfigureAwait(false) is not { } error ? endpoint
                : error == Refusals.Unauthenticated ? error : NotFound;
        }

        var grant = await access.AuthorizeOwnedAsync(endpoint?.OrgId, needed[0], NotFound, cancellationToken).ConfigureAwait(false);
        return !grant.TryGet(out var granted, out var refusal) ? refusal
            : Missing(granted, needed) is { } missing ? missing
            : endpoint!;
    }

    private static Error? Missing(OrgGrant grant, string[] needed) =>
        Array.Find(needed, permission => !grant.Holds(permission)) is { } missing ? Refusals.PermissionDenied(missing) : null;

    private async Task<Error?> RefuseOnPlatformAsync(string[] needed, CancellationToken cancellationToken)
    {
        foreach (var permission in needed)
        {
            if (await platform.RefuseAsync(permission, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}

/// <summary>Whose webhooks.</summary>
/// <param name="Org">An organisation's; null for the installation's own.</param>
internal sealed record WebhookOwner(OrgId? Org);
