using System.Text.RegularExpressions;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Profiles;

/// <summary>The forms of the fields of profiles, of users and of organisations. By grammar, not by culture data: the server runs without any.</summary>
internal static partial class ProfileGrammar
{
    private const int MaxUrlLength = 2000;
    private const int MaxLocaleLength = 64;

    public const int MaxLinks = 20;

    public static readonly string LinkRule = $"A link has a label of 1 to {DisplayNames.MaxLength} characters and an absolute https URL.";

    public static bool IsLocale(string text) => text.Length <= MaxLocaleLength && LanguageTag().IsMatch(text);

    // The grammar first: the look-up reads a file of that name.
    public static bool IsTimeZone(string text) => ZoneName().IsMatch(text) && TimeZoneInfo.TryFindSystemTimeZoneById(text, out _);

    public static bool IsPhone(string text) => Number().IsMatch(text);

    public static bool IsUrl(string text, bool httpsOnly) =>
        text.Length <= MaxUrlLength && text.All(c => c > ' ' && c != '\\' && !char.IsControl(c)) && IsText(text, text.Length)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (!httpsOnly && uri.Scheme == Uri.UriSchemeHttp));

    /// <summary>Whether it is an https URL, or an http one of the reader's own machine, which nobody else can listen to.</summary>
    public static bool IsPublicUrl(string text) =>
        IsUrl(text, httpsOnly: true) || (IsUrl(text, httpsOnly: false) && new Uri(text).IsLoopback);

    public static bool IsColor(string text) => Color().IsMatch(text);

    public static bool IsLinks(IReadOnlyList<ProfileLink> links) => links.All(link =>
        link is not null && DisplayNames.IsValid(link.Label) && link.Url is not null && IsUrl(link.Url, httpsOnly: true));

    /// <summary>Whether every database can keep it and every reader show it; lines may break.</summary>
    public static bool IsText(string text, int maxLength) =>
        text.Length <= maxLength && text.All(c => c is '\n' or '\r' or '\t' || !char.IsControl(c))
        && text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);

    // RFC 5646 §2.1 without the grandfathered tags: language, script, region, variants, extensions, private use.
    [GeneratedRegex(
        @"\A([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[0-9a-wy-z](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LanguageTag();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,32}){0,2}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ZoneName();

    [GeneratedRegex(@"\A\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"\A#[0-9A-Fa-f]{6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Color();
}
