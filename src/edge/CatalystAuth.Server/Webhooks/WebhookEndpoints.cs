using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Webhooks;

internal static class WebhookEndpoints
{
    private const string Body = """{"url":"https://hooks.example.com/catalyst","events":["member.*","org.updated"]}""";

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        MapOfOrgs(routes.MapGroup("/v1/orgs/{org}/webhooks").RequireAuthorization().WithTags("Webhooks"));
        MapOfPlatform(routes.MapGroup("/v1/webhooks").RequireAuthorization().WithTags("Webhooks"));
        MapOne(routes.MapGroup("/v1/webhooks/{webhook}").RequireAuthorization().WithTags("Webhooks"));
        MapSending(routes.MapGroup("/v1/webhooks/{webhook}").RequireAuthorization().WithTags("Webhooks"));
    }

    private static void MapOfOrgs(RouteGroupBuilder webhooks)
    {
        webhooks.MapPost("/", (OrgRef org, CreateWebhookRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Webhooks.CreateAsync(org, request, ct).ToCreated(made => $"/v1/webhooks/{made.Id}"))
            .Answers<WebhookSecret>(201).Refuses(400, 401, 403, 404, 409)
            .Describes("createWebhook", "Say where an organisation's events are sent to; this answer is the only one that carries the secret.")
            .Needs(BuiltInPermissions.WebhooksWrite)
            .Example(Body);

        webhooks.MapGet("/", (OrgRef org, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Webhooks.ListAsync(org, Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<Webhook>>().Refuses(400, 401, 403, 404).Describes("listWebhooks", "An organisation's webhooks, oldest first.")
            .Needs(BuiltInPermissions.WebhooksRead);
    }

    private static void MapOfPlatform(RouteGroupBuilder webhooks)
    {
        webhooks.MapPost("/", (CreateWebhookRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Webhooks.CreateAsync(org: null, request, ct).ToCreated(made => $"/v1/webhooks/{made.Id}"))
            .Answers<WebhookSecret>(201).Refuses(400, 401, 403, 409)
            .Describes("createPlatformWebhook", "Say where the events of all organisations, or of some, are sent to. For platform admins.")
            .Example(Body);

        webhooks.MapGet("/", (int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Webhooks.ListAsync(org: null, Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<Webhook>>().Refuses(400, 401, 403)
            .Describes("listPlatformWebhooks", "The installation's own webhooks, oldest first. For platform admins.");
    }

    private static void MapOne(RouteGroupBuilder webhook)
    {
        webhook.MapGet("/", (WebhookId webhook, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Webhooks.GetAsync(webhook, ct).ToVersioned(found => found.Version))
            .Answers<Webhook>().Refuses(400, 401, 403, 404).Describes("getWebhook", "Read a webhook, without its secret.")
            .Needs(BuiltInPermissions.WebhooksRead);

        webhook.MapPatch("/", (WebhookId webhook, UpdateWebhookRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Webhooks.UpdateAsync(webhook, request, ifMatch.Version, ct).ToVersioned(found => found.Version))
            .Answers<Webhook>().Refuses(400, 401, 403, 404, 412).Describes("updateWebhook", "Change a webhook, disable it, or send to it again.")
            .Needs(BuiltInPermissions.WebhooksWrite)
            .Example("""{"events":["member.*"]}""");

        webhook.MapDelete("/", (WebhookId webhook, ICatalyst catalyst, CancellationToken ct) => catalyst.Webhooks.DeleteAsync(webhook, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("deleteWebhook", "Delete a webhook with its log; what waits for it is not sent.")
            .Needs(BuiltInPermissions.WebhooksWrite);

        webhook.MapPost("/secret/rotate", (WebhookId webhook, RotateWebhookSecretRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Webhooks.RotateSecretAsync(webhook, request, ct).ToOk())
            .Answers<WebhookSecret>().Refuses(400, 401, 403, 404)
            .Describes("rotateWebhookSecret", "Make a new secret; the old one signs as well for a while.")
            .Needs(BuiltInPermissions.WebhooksWrite)
            .Example("""{"overlap":3600}""");

        webhook.MapPost("/test", (WebhookId webhook, ICatalyst catalyst, CancellationToken ct) => catalyst.Webhooks.TestAsync(webhook, ct).ToOk())
            .Answers<DeliveryAttempt>().Refuses(400, 401, 403, 404).Describes("testWebhook", "Send a webhook.test now, and see how it goes.")
            .Needs(BuiltInPermissions.WebhooksWrite);
    }

    private static void MapSending(RouteGroupBuilder webhook)
    {
        webhook.MapGet("/deliveries", (
                WebhookId webhook, string? status, Contracts.Events.EventId? @event, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.WebhookDeliveries.ListAsync(webhook, new(DeliveryStatusFilter.Of(status), @event), Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<Delivery>>().Refuses(400, 401, 403, 404)
            .Describes("listDeliveries", "What was or will be sent to a webhook, newest first; status=dead for the dead letters.")
            .Needs(BuiltInPermissions.WebhooksRead);

        webhook.MapGet("/deliveries/{delivery}", (WebhookId webhook, DeliveryId delivery, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.WebhookDeliveries.GetAsync(webhook, delivery, ct).ToOk())
            .Answers<DeliveryLog>().Refuses(400, 401, 403, 404).Describes("getDelivery", "Read a delivery with its body and attempts.")
            .Needs(BuiltInPermissions.WebhooksRead);

        webhook.MapPost("/deliveries/{delivery}/retry", (WebhookId webhook, DeliveryId delivery, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Webhooks.RetryAsync(webhook, delivery, ct).ToOk())
            .Answers<Delivery>().Refuses(400, 401, 403, 404).Describes("retryDelivery", "Make a further attempt now, also of a dead letter.")
            .Needs(BuiltInPermissions.WebhooksWrite);

        webhook.MapPost("/deliver", (WebhookId webhook, DeliverEventRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Webhooks.DeliverAsync(webhook, request, ct).ToOk())
            .Answers<Delivery>().Refuses(400, 401, 403, 404).Describes("deliverEvent", "Send an event to a webhook, whether or not it was sent before.")
            .Needs(BuiltInPermissions.WebhooksWrite);

        webhook.MapPost("/replay", (WebhookId webhook, ReplayRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.WebhookDeliveries.ReplayAsync(webhook, request, ct).ToOk())
            .Answers<ReplayResult>().Refuses(400, 401, 403, 404).Describes("replayEvents", "Send every event of a time once more.")
            .Needs(BuiltInPermissions.WebhooksWrite)
            .Example("""{"from":"2026-01-01T00:00:00Z"}""");

        webhook.MapPost("/recover", (WebhookId webhook, RecoverRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.WebhookDeliveries.RecoverAsync(webhook, request, ct).ToOk())
            .Answers<ReplayResult>().Refuses(400, 401, 403, 404)
            .Describes("recoverEvents", "Send the events since a time that did not get through.")
            .Needs(BuiltInPermissions.WebhooksWrite)
            .Example("""{"since":"2026-01-01T00:00:00Z"}""");
    }
}
