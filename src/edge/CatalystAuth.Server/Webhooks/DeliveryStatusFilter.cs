using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Server.Webhooks;

/// <summary>The status in a query, by its word on the wire.</summary>
internal static class DeliveryStatusFilter
{
    /// <exception cref="BadHttpRequestException">There is no such status.</exception>
    public static DeliveryStatus? Of(string? status) => status switch
    {
        null => null,
        "pending" => DeliveryStatus.Pending,
        "delivered" => DeliveryStatus.Delivered,
        "dead" => DeliveryStatus.Dead,
        _ => throw new BadHttpRequestException("status is pending, delivered or dead."),
    };
}
