using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Users;

/// <summary>Checks what is to become a profile.</summary>
internal static class ProfileChecks
{
    private const int MaxBio = 2000;
    private const int MaxLinks = 20;
    private const int MaxLabel = 100;
    private const int MaxJsonBytes = 16 * 1024;
    private const int MaxJsonDepth = 16;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

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

    /// <summary>A part of custom data as it is stored.</summary>
    public static string Write(JsonObject? json) => json is null ? "{}" : json.ToJsonString();

    private static Error? CheckLinks(IReadOnlyList<ProfileLink> links) =>
        Field("links", links.Count <= MaxLinks, $"At most {MaxLinks} links.")
        ?? Field(
            "links",
            links.All(link => link is { Label.Length: > 0 and <= MaxLabel } && DisplayNames.IsValid(link.Label)
                && ProfileGrammar.IsUrl(link.Url, httpsOnly: true)),
            $"A link has a label of 1 to {MaxLabel} characters and an absolute https URL.");

    private static Error? CheckJson(string field, JsonObject? json)
    {
        if (json is null)
        {
            return null;
        }

        string text;
        try
        {
            text = Write(json);
            using var _ = JsonDocument.Parse(text, Strict);
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException or ArgumentException)
        {
            // Half of a surrogate pair, or a member that stands twice, which only show when it is written.
            return Field(field, isValid: false, $"{field} has text that is not valid Unicode, or a member that stands twice.");
        }

        return Field(field, Encoding.UTF8.GetByteCount(text) <= MaxJsonBytes, $"{field} has at most {MaxJsonBytes / 1024} KB as JSON.")
            ?? Field(field, DepthOf(text) <= MaxJsonDepth, $"{field} is at most {MaxJsonDepth} levels deep.");
    }

    private static int DepthOf(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var deepest = 0;
        while (reader.Read())
        {
            // The depth of a bracket is that of what it stands in.
            deepest = Math.Max(deepest, reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0));
        }

        return deepest;
    }

    private static Error? Field(string field, bool isValid, string message) =>
        isValid ? null : Error.Field(UserErrorCodes.InvalidProfile, field, message);
}
