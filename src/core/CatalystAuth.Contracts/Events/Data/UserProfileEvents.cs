using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>What changed of a profile: a member that is in one of two states only was empty in the other.</summary>
/// <param name="Name">What to call them.</param>
/// <param name="GivenName">The given name.</param>
/// <param name="FamilyName">The family name.</param>
/// <param name="AvatarUrl">A picture.</param>
/// <param name="Locale">Language and region (BCP 47).</param>
/// <param name="TimeZone">A time zone (IANA).</param>
/// <param name="Phone">A telephone number (E.164).</param>
/// <param name="Bio">A few words about them.</param>
/// <param name="Links">Pages of theirs.</param>
public sealed record UserProfileState(
    [property: Personal] string? Name = null, [property: Personal] string? GivenName = null, [property: Personal] string? FamilyName = null,
    [property: Personal] string? AvatarUrl = null, [property: Personal] string? Locale = null, [property: Personal] string? TimeZone = null,
    [property: Personal] string? Phone = null, [property: Personal] string? Bio = null,
    [property: Personal] IReadOnlyList<ProfileLink>? Links = null);

/// <summary>The parts of a user's custom data.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CustomDataPart>))]
public enum CustomDataPart
{
    /// <summary>See <see cref="Profile.Public"/>.</summary>
    [JsonStringEnumMemberName("public")]
    Public,

    /// <summary>See <see cref="Profile.Writable"/>.</summary>
    [JsonStringEnumMemberName("writable")]
    Writable,

    /// <summary>See <see cref="Profile.Private"/>.</summary>
    [JsonStringEnumMemberName("private")]
    Private,
}

/// <summary>See <see cref="EventTypes.UserUpdated"/>.</summary>
/// <param name="Before">What changed of the profile, as it was; left out when only custom data changed.</param>
/// <param name="After">What changed of the profile, as it is; left out when only custom data changed.</param>
/// <param name="CustomData">Which parts of the custom data changed; they may hold anything, so what is in them is not told.</param>
public sealed record UserUpdated(
    UserProfileState? Before = null, UserProfileState? After = null, IReadOnlyList<CustomDataPart>? CustomData = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserUpdated;

    /// <inheritdoc />
    public static int Version => 1;
}
