using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Labels;

/// <summary>What holds for all labels with one key, in the whole installation or in one organisation.</summary>
/// <param name="Key">The key.</param>
/// <param name="OrgId">The organisation; null for the platform's, which win over an organisation's with the same key.</param>
/// <param name="Description">What the label is for.</param>
/// <param name="Value">Whether labels with the key have a value.</param>
/// <param name="Values">The values that there are; empty for any.</param>
/// <param name="Targets">What it may stand on.</param>
/// <param name="SetBy">Who sets it.</param>
/// <param name="ClientVisible">Whether clients learn of it: when not, it is in no token and in no answer to members.</param>
/// <param name="MaxLife">The longest that it stands, in seconds; null for ever.</param>
/// <param name="Version">Goes up with each change; the ETag.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record LabelSchema(
    string Key, OrgId? OrgId, string? Description, LabelValue Value, IReadOnlyList<string> Values, IReadOnlyList<LabelTarget> Targets,
    LabelSetter SetBy, bool ClientVisible, long? MaxLife, int Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>Defines the schema of a key, or replaces it. What labels there are already stays.</summary>
/// <param name="Description">At most 500 characters.</param>
/// <param name="Value">Whether labels with the key have a value.</param>
/// <param name="Values">At most 100 values that there are; left out or empty for any.</param>
/// <param name="Targets">What it may stand on; left out for everything.</param>
/// <param name="SetBy">Who sets it.</param>
/// <param name="ClientVisible">Whether clients learn of it. Tokens that are out already keep it until they expire.</param>
/// <param name="MaxLife">The longest that it stands, in seconds from 60 to 315 576 000 (ten years); left out for ever.</param>
public sealed record SetLabelSchemaRequest(
    string? Description = null, LabelValue Value = LabelValue.Optional, IReadOnlyList<string>? Values = null,
    IReadOnlyList<LabelTarget>? Targets = null, LabelSetter SetBy = LabelSetter.OrgAdmins, bool ClientVisible = true, long? MaxLife = null);

/// <summary>Whether labels with a key have a value.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LabelValue>))]
public enum LabelValue
{
    /// <summary>With or without.</summary>
    [JsonStringEnumMemberName("optional")]
    Optional,

    /// <summary>Always: <c>tier:gold</c>.</summary>
    [JsonStringEnumMemberName("required")]
    Required,

    /// <summary>Never: <c>beta</c>.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}

/// <summary>What a label can stand on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LabelTarget>))]
public enum LabelTarget
{
    /// <summary>A user, in all organisations.</summary>
    [JsonStringEnumMemberName("user")]
    User,

    /// <summary>An organisation, for all its members.</summary>
    [JsonStringEnumMemberName("org")]
    Org,

    /// <summary>A group, for all who are in it.</summary>
    [JsonStringEnumMemberName("group")]
    Group,

    /// <summary>The membership of one user in one organisation.</summary>
    [JsonStringEnumMemberName("membership")]
    Membership,

    /// <summary>An API key.</summary>
    [JsonStringEnumMemberName("key")]
    Key,
}

/// <summary>Who sets labels with a key.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LabelSetter>))]
public enum LabelSetter
{
    /// <summary>Platform admins only.</summary>
    [JsonStringEnumMemberName("platform")]
    Platform,

    /// <summary>Whoever holds <c>labels:write</c> in the organisation, and platform admins.</summary>
    [JsonStringEnumMemberName("org_admins")]
    OrgAdmins,

    /// <summary>Nobody: it comes from plans and entitlements.</summary>
    [JsonStringEnumMemberName("system")]
    System,
}

/// <summary>Codes of refusals about label schemas.</summary>
public static class LabelSchemaErrorCodes
{
    /// <summary>No such schema, or none that the caller may know of.</summary>
    public const string NotFound = "label_schema.not_found";

    /// <summary>Key, description, values, targets or life break their rule.</summary>
    public const string Invalid = "label_schema.invalid";

    /// <summary>The platform has a schema for the key, which an organisation's can't replace.</summary>
    public const string OfPlatform = "label_schema.of_platform";

    /// <summary>A rule of an app asks for the label, so clients have to see it.</summary>
    public const string InUse = "label_schema.in_use";

    /// <summary>There are as many as there may be.</summary>
    public const string TooMany = "label_schema.too_many";
}
