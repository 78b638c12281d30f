using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Orgs;

/// <summary>An organisation: the tenant.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Slug">Its name in addresses, unique in the installation.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Status">Whether it can be used.</param>
/// <param name="OwnerUserId">Who owns it.</param>
/// <param name="Labels">Labels set on the organisation.</param>
/// <param name="Version">Goes up with each change; the ETag, and what <c>If-Match</c> is compared with.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record Org(
    OrgId Id, string Slug, string Name, OrgStatus Status, UserId OwnerUserId, IReadOnlyList<string> Labels, int Version,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Those of the labels that expire, and when.</summary>
    public IReadOnlyList<LabelEntry>? ExpiringLabels { get; init; }

    /// <summary>The logo of its profile, if it has one.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>Why it is suspended; null when it is not, or when nobody said why.</summary>
    public string? SuspendReason { get; init; }

    /// <summary>When it was deleted; null when it is not.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Until when it can be restored; then it is purged. Null when it is not deleted.</summary>
    public DateTimeOffset? PurgeAt { get; init; }
}

/// <summary>Whether an organisation can be used.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrgStatus>))]
public enum OrgStatus
{
    /// <summary>In use.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>Stopped by the platform. Nobody gets in until a platform admin lets it go on.</summary>
    [JsonStringEnumMemberName("suspended")]
    Suspended,

    /// <summary>Deleted, and until <see cref="Org.PurgeAt"/> to be restored.</summary>
    [JsonStringEnumMemberName("deleted")]
    Deleted,
}
