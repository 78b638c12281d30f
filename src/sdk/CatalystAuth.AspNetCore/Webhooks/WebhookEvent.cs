using CatalystAuth.Contracts.Events;

namespace CatalystAuth.AspNetCore.Webhooks;

/// <summary>An event with its data read.</summary>
/// <typeparam name="TData">What the data are read as.</typeparam>
/// <param name="Event">The event as it came.</param>
/// <param name="Data">Its data; null when the webhook sends none (a thin body).</param>
public sealed record WebhookEvent<TData>(Event Event, TData? Data)
    where TData : class;
