using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>What changed of how an organisation presents itself: a member that is in one of two states only was empty in the other.</summary>
/// <param name="Description">What it does.</param>
/// <param name="LogoUrl">A picture.</param>
/// <param name="Website">Its site.</param>
/// <param name="Colors">Its colours.</param>
/// <param name="Address">Where letters reach it.</param>
/// <param name="Contact">Whom to turn to.</param>
/// <param name="Links">Pages of its.</param>
public sealed record OrgProfileState(
    string? Description = null, string? LogoUrl = null, string? Website = null, BrandColors? Colors = null, PostalAddress? Address = null,
    [property: Personal] OrgContact? Contact = null, IReadOnlyList<ProfileLink>? Links = null);

/// <summary>See <see cref="EventTypes.OrgProfileChanged"/>.</summary>
/// <param name="Before">What changed, as it was.</param>
/// <param name="After">What changed, as it is.</param>
public sealed record OrgProfileChanged(OrgProfileState Before, OrgProfileState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgProfileChanged;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>The parts of an organisation's settings.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SettingsPart>))]
public enum SettingsPart
{
    /// <summary>See <see cref="OrgSettings.Client"/>.</summary>
    [JsonStringEnumMemberName("client")]
    Client,

    /// <summary>See <see cref="OrgSettings.Server"/>.</summary>
    [JsonStringEnumMemberName("server")]
    Server,
}

/// <summary>See <see cref="EventTypes.OrgSettingsChanged"/>.</summary>
/// <param name="Parts">Which parts changed; they may hold anything, so what is in them is not told.</param>
/// <param name="Revision">The version of the settings after.</param>
public sealed record OrgSettingsChanged(IReadOnlyList<SettingsPart> Parts, int Revision) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgSettingsChanged;

    /// <inheritdoc />
    public static int Version => 1;
}
