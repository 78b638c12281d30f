using System.Reflection;
using CatalystAuth.Blazor.Texts;
using Microsoft.Net.Http.Headers;

namespace CatalystAuth.Server.Portal.Texts;

/// <summary>The words of the portal, those of the components among them.</summary>
internal static class PortalTexts
{
    public static CatalystTexts English { get; } = Add(CatalystTexts.English);

    public static CatalystTexts German { get; } = Add(CatalystTexts.German);

    /// <summary>Those of the language that the user chose, else of the one that the browser likes best.</summary>
    public static CatalystTexts Of(HttpRequest request, string? locale) => OfTag(locale) ?? OfBrowser(request) ?? English;

    /// <summary>Those of the language that the browser likes best; null when it asks for none that there is.</summary>
    public static CatalystTexts? OfBrowser(HttpRequest request) =>
        request.Headers.AcceptLanguage.Count > 0 && StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted)
            ? wanted.Where(value => value.Quality is not 0).OrderByDescending(value => value.Quality ?? 1)
                .Select(value => OfTag(value.Value.Value)).FirstOrDefault(texts => texts is not null)
            : null;

    private static CatalystTexts? OfTag(string? tag) => tag?.Split('-')[0].ToUpperInvariant() switch
    {
        "EN" => English,
        "DE" => German,
        _ => null,
    };

    private static CatalystTexts Add(CatalystTexts components)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"portal/{components.Language}.json")
            ?? throw new InvalidOperationException($"The portal's texts of \"{components.Language}\" are not in the assembly.");
        var own = CatalystTexts.Read(components.Language, stream);
        return components.With(own.Keys.Select(key => KeyValuePair.Create(key, own[key])));
    }
}
