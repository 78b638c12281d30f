using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Profiles;

namespace CatalystAuth.Core.Users;

/// <summary>Checks what is to become a profile.</summary>
internal static class ProfileChecks
{
    private const int MaxBio = 2000;
    private const int MaxJsonBytes = 16 * 1024;

    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public static Error? Check(SetProfileRequest request) =>
        Field("name", DisplayNames.IsValid(request.Name), DisplayNames.Rule)
        ?? Field("givenName", request.GivenName is null || DisplayNames.IsValid(request.GivenName), DisplayNames.Rule)
        ?? Field("familyName", request.FamilyName is null || DisplayNames.IsValid(request.FamilyName), DisplayNames.Rule)
        ?? Field(
            "avatarUrl", request.AvatarUrl is null || ProfileGrammar.IsUrl(request.AvatarUrl, httpsOnly: false),
            "avatarUrl is an absolute http or https URL without a user name, at most 2000 characters.")
        ?? Field("locale", request.Locale is null || ProfileGrammar.IsLocale(request.Locale), "locale is a language tag (BCP 47), e.g. en-GB.")
        ?? Field(
            "timeZone", request.TimeZone is null || ProfileGrammar.IsTimeZone(request.TimeZone),
            "timeZone is the name of a time zone (IANA), e.g. Europe/London.")
        ?? Field("phone", request.Phone is null || ProfileGrammar.IsPhone(request.Phone), "phone is a number in E.164, e.g. +442071838750.")
        ?? Field(
            "bio", request.Bio is null || ProfileGrammar.IsText(request.Bio, MaxBio),
            $"bio has at most {MaxBio} characters, and no control characters but line breaks.")
        ?? CheckLinks(request.Links ?? [])
        ?? CheckJson("public", request.Public) ?? CheckJson("writable", request.Writable) ?? CheckJson("private", request.Private);

    private static Error? CheckLinks(IReadOnlyList<ProfileLink> links) =>
        Field("links", links.Count <= ProfileGrammar.MaxLinks, $"At most {ProfileGrammar.MaxLinks} links.")
        ?? Field("links", ProfileGrammar.IsLinks(links), ProfileGrammar.LinkRule);

    private static Error? CheckJson(string field, JsonObject? json) =>
        CustomData.Check(UserErrorCodes.InvalidProfile, field, json, MaxJsonBytes);

    private static Error? Field(string field, bool isValid, string message) =>
        isValid ? null : Error.Field(UserErrorCodes.InvalidProfile, field, message);
}
