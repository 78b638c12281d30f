using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Core.Webhooks;

/// <summary>A webhook as it is stored; its secrets and the values of its headers are sealed.</summary>
public sealed class WebhookEndpoint
{
    /// <summary>Its id.</summary>
    public required WebhookId Id { get; init; }

    /// <summary>The organisation; null for one of the whole installation.</summary>
    public required OrgId? OrgId { get; init; }

    /// <summary>Where to.</summary>
    public required string Url { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>Which types, with wildcards; empty for all.</summary>
    public required IReadOnlyList<string> Events { get; set; }

    /// <summary>The ids of the organisations whose events it gets, for one of the whole installation; empty for all.</summary>
    public required IReadOnlyList<string> Orgs { get; set; }

    /// <summary>The names of its headers.</summary>
    public required IReadOnlyList<string> HeaderNames { get; set; }

    /// <summary>Its headers; see <see cref="WebhookSecrets"/>. Null for none.</summary>
    public byte[]? SealedHeaders { get; set; }

    /// <summary>How much is sent.</summary>
    public required WebhookPayload Payload { get; set; }

    /// <summary>How it is signed.</summary>
    public required WebhookSigning Signing { get; init; }

    /// <summary>The public half of its key, for Ed25519.</summary>
    public string? PublicKey { get; set; }

    /// <summary>Its secrets; see <see cref="WebhookSecrets"/>.</summary>
    public required byte[] SealedSecrets { get; set; }

    /// <summary>The most events a second; null for no limit.</summary>
    public int? MaxPerSecond { get; set; }

    /// <summary>The most events at once.</summary>
    public required int MaxConcurrent { get; set; }

    /// <summary>Seconds before each further attempt; empty for the usual ones.</summary>
    public required IReadOnlyList<int> Retries { get; set; }

    /// <summary>Whether it is sent to.</summary>
    public WebhookStatus Status { get; set; }

    /// <summary>Why not: one of <see cref="DisabledReasons"/>.</summary>
    public string? DisabledReason { get; set; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Its place among those that are sent to.</summary>
    public required WebhookLane Lane { get; init; }

    /// <summary>Starts or stops sending to it.</summary>
    /// <param name="reason">One of <see cref="DisabledReasons"/>; null to start.</param>
    /// <param name="now">When.</param>
    public void Switch(string? reason, DateTimeOffset now)
    {
        Status = reason is null ? WebhookStatus.Active : WebhookStatus.Disabled;
        DisabledReason = reason;
        UpdatedAt = now;
        Version++;
        if (reason is null)
        {
            Lane.FailingSince = null;
            Lane.ToldFailing = false;
        }
    }

    /// <summary>As the wire has it.</summary>
    public Webhook ToContract() => new(
        Id, OrgId, Url, Description, Events, [.. Orgs.Select(org => Contracts.Orgs.OrgId.Parse(org, provider: null))], HeaderNames, Payload,
        Signing, PublicKey, MaxPerSecond, MaxConcurrent, Retries.Count == 0 ? null : Retries, Status, DisabledReason, Lane.FailingSince,
        CreatedAt, UpdatedAt, Version);
}

/// <summary>Why a webhook is not sent to.</summary>
internal static class DisabledReasons
{
    public const string Manual = "manual";
    public const string Gone = "gone";
    public const string Failing = "failing";
}

/// <summary>
/// A webhook's place in the line. One node at a time has the lease of it and sends to the webhook, so limits hold over all nodes and who
/// hangs keeps up nobody else. A lease that is not renewed ends by itself.
/// </summary>
public sealed class WebhookLane
{
    /// <summary>Whose.</summary>
    public required WebhookId WebhookId { get; init; }

    /// <summary>When there is something to do; null while nothing waits.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Until when the receiver asked to be left alone.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Until when a node has it.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Which node.</summary>
    public string? LeaseOwner { get; init; }

    /// <summary>Since when nothing gets through.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>Whether that was told as an event.</summary>
    public bool ToldFailing { get; set; }
}
