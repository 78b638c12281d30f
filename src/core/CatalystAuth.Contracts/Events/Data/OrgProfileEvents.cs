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

/// <summary>The settings of an organisation, without what is in them: that may be anything.</summary>
/// <param name="Version">Goes up with each change.</param>
public sealed record OrgSettingsState(int Version);

/// <summary>See <see cref="EventTypes.OrgSettingsChanged"/>.</summary>
/// <param name="Before">The settings before.</param>
/// <param name="After">The settings after.</param>
/// <param name="Parts">Which parts changed.</param>
public sealed record OrgSettingsChanged(OrgSettingsState Before, OrgSettingsState After, IReadOnlyList<SettingsPart> Parts) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgSettingsChanged;

    /// <inheritdoc />
    public static int Version => 1;
}
