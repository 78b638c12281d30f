using System.Text.Json.Nodes;

namespace CatalystAuth.Contracts.Users;

/// <summary>What is known of a person beside their account.</summary>
/// <param name="Name">What to call them.</param>
/// <param name="GivenName">The given name.</param>
/// <param name="FamilyName">The family name.</param>
/// <param name="AvatarUrl">A picture: an absolute http or https URL.</param>
/// <param name="Locale">Language and region (BCP 47), e.g. <c>en-GB</c>.</param>
/// <param name="TimeZone">A time zone (IANA), e.g. <c>Europe/London</c>.</param>
/// <param name="Phone">A telephone number (E.164), e.g. <c>+442071838750</c>.</param>
/// <param name="Bio">A few words about them.</param>
/// <param name="Links">Pages of theirs.</param>
/// <param name="Public">Custom data that the user and the members of their organisations read and servers write.</param>
/// <param name="Writable">Custom data that the user reads and writes.</param>
/// <param name="Private">Custom data for platform admins alone; absent for everybody else.</param>
/// <param name="Version">Goes up with each change of the user; the ETag.</param>
public sealed record Profile(
    string Name, string? GivenName, string? FamilyName, string? AvatarUrl, string? Locale, string? TimeZone, string? Phone, string? Bio,
    IReadOnlyList<ProfileLink> Links, JsonObject Public, JsonObject Writable, JsonObject? Private, int Version);

/// <summary>A page that a profile points to.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Url">Where it is: an absolute https URL.</param>
public sealed record ProfileLink(string Label, string Url);

/// <summary>Replaces the caller's own profile; what is null is emptied.</summary>
/// <param name="Name">What to call them.</param>
/// <param name="GivenName">The given name.</param>
/// <param name="FamilyName">The family name.</param>
/// <param name="AvatarUrl">An absolute http or https URL, at most 2000 characters.</param>
/// <param name="Locale">BCP 47.</param>
/// <param name="TimeZone">IANA.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Bio">At most 2000 characters.</param>
/// <param name="Links">At most 20.</param>
/// <param name="Writable">At most 16 KB and 16 levels deep.</param>
public sealed record SetMyProfileRequest(
    string Name, string? GivenName = null, string? FamilyName = null, string? AvatarUrl = null, string? Locale = null,
    string? TimeZone = null, string? Phone = null, string? Bio = null, IReadOnlyList<ProfileLink>? Links = null, JsonObject? Writable = null);

/// <summary>Replaces a user's whole profile; what is null is emptied. For platform admins.</summary>
/// <param name="Name">What to call them.</param>
/// <param name="GivenName">The given name.</param>
/// <param name="FamilyName">The family name.</param>
/// <param name="AvatarUrl">An absolute http or https URL, at most 2000 characters.</param>
/// <param name="Locale">BCP 47.</param>
/// <param name="TimeZone">IANA.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Bio">At most 2000 characters.</param>
/// <param name="Links">At most 20.</param>
/// <param name="Public">At most 16 KB and 16 levels deep.</param>
/// <param name="Writable">At most 16 KB and 16 levels deep.</param>
/// <param name="Private">At most 16 KB and 16 levels deep.</param>
public sealed record SetProfileRequest(
    string Name, string? GivenName = null, string? FamilyName = null, string? AvatarUrl = null, string? Locale = null,
    string? TimeZone = null, string? Phone = null, string? Bio = null, IReadOnlyList<ProfileLink>? Links = null, JsonObject? Public = null,
    JsonObject? Writable = null, JsonObject? Private = null);
