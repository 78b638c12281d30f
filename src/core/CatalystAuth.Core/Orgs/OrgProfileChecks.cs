using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Profiles;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Orgs;

/// <summary>Checks what is to become the profile of an organisation.</summary>
internal static class OrgProfileChecks
{
    private const int MaxDescription = 2000;
    private const int MaxLines = 4;
    private const int MaxPostalCode = 20;
    private const string UrlRule = "An absolute https URL without a user name is needed, at most 2000 characters.";

    /// <summary>Everything that is wrong, by field; null when nothing is.</summary>
    public static Error? Check(OrgProfile profile)
    {
        var wrong = new Dictionary<string, string[]>();
        void Need(string field, bool isValid, string rule)
        {
            if (!isValid)
            {
                wrong.TryAdd(field, [rule]);
            }
        }

        Need(
            "description", profile.Description is null || ProfileGrammar.IsText(profile.Description, MaxDescription),
            $"A description has at most {MaxDescription} characters, and no control characters but line breaks.");
        Need("logoUrl", profile.LogoUrl is null || ProfileGrammar.IsPublicUrl(profile.LogoUrl), UrlRule);
        Need("website", profile.Website is null || ProfileGrammar.IsPublicUrl(profile.Website), UrlRule);
        CheckColors(profile.Colors ?? new(), Need);
        CheckAddress(profile.Address ?? new(), Need);
        CheckContact(profile.Contact ?? new(), Need);
        Need("links", profile.Links.Count <= ProfileGrammar.MaxLinks, $"At most {ProfileGrammar.MaxLinks} links.");
        Need("links", ProfileGrammar.IsLinks(profile.Links), ProfileGrammar.LinkRule);
        return wrong.Count == 0 ? null : new Error(
            OrgErrorCodes.InvalidProfile, $"Not valid: {string.Join(", ", wrong.Keys)}.", ErrorKind.Invalid)
        { Fields = wrong };
    }

    private static void CheckColors(BrandColors colors, Action<string, bool, string> need)
    {
        foreach (var (name, color) in new[]
        {
            ("primary", colors.Primary), ("accent", colors.Accent), ("background", colors.Background), ("text", colors.Text),
        })
        {
            need($"colors.{name}", color is null || ProfileGrammar.IsColor(color), "A colour is written as #rrggbb, e.g. #1a2b3c.");
        }
    }

    private static void CheckAddress(PostalAddress address, Action<string, bool, string> need)
    {
        need(
            "address.lines", address.Lines is null || (address.Lines.Count <= MaxLines && address.Lines.All(DisplayNames.IsValid)),
            $"An address has at most {MaxLines} lines of 1 to {DisplayNames.MaxLength} characters.");
        need("address.locality", IsName(address.Locality), DisplayNames.Rule);
        need("address.region", IsName(address.Region), DisplayNames.Rule);
        need(
            "address.postalCode", address.PostalCode is null or { Length: <= MaxPostalCode } && IsName(address.PostalCode),
            $"A postal code has 1 to {MaxPostalCode} characters.");
        need(
            "address.country", address.Country is null || Countries.Contains(address.Country),
            "A country is given by its two letters in ISO 3166, e.g. GB.");
    }

    private static void CheckContact(OrgContact contact, Action<string, bool, string> need)
    {
        need("contact.name", IsName(contact.Name), DisplayNames.Rule);
        need("contact.email", contact.Email is null || EmailAddress.IsValid(contact.Email), EmailAddress.Rule);
        need("contact.phone", contact.Phone is null || ProfileGrammar.IsPhone(contact.Phone), "A phone number is one in E.164, e.g. +442071838750.");
    }

    private static bool IsName(string? text) => text is null || DisplayNames.IsValid(text);
}
