using CatalystAuth.Core.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Identity.Embedded.Passkeys;

/// <summary>Which site passkeys belong to. Section <c>Catalyst:Passkeys</c>.</summary>
public sealed class PasskeySettings
{
    /// <summary>The domain; null for the host of the public URL. Passkeys of another are lost.</summary>
    public string? RelyingPartyId { get; set; }

    /// <summary>Origins beside that of the public URL from which passkeys are used, e.g. <c>https://app.example.com</c>.</summary>
    public IList<string> Origins { get; } = [];

    internal static string OriginOf(TokenOptions tokens) => new Uri(tokens.Issuer).GetLeftPart(UriPartial.Authority);

    internal static string DomainOf(PasskeySettings settings, TokenOptions tokens) =>
        string.IsNullOrEmpty(settings.RelyingPartyId) ? new Uri(tokens.Issuer).Host : settings.RelyingPartyId;
}

/// <summary>Checks the settings when the server starts.</summary>
internal sealed class PasskeySettingsValidation(IOptions<TokenOptions> tokens) : IValidateOptions<PasskeySettings>
{
    // Of an Android app, which has no web origin.
    private const string AppOrigin = "android:apk-key-hash:";

    public ValidateOptionsResult Validate(string? name, PasskeySettings options)
    {
        var problems = new List<string>();
        var domain = PasskeySettings.DomainOf(options, tokens.Value);
        if (Uri.CheckHostName(domain) == UriHostNameType.Unknown || domain.Any(char.IsAsciiLetterUpper))
        {
            problems.Add($"Catalyst__Passkeys__RelyingPartyId is {domain}; it is a domain in small letters, e.g. example.com.");
        }
        else if (!Covers(domain, new Uri(tokens.Value.Issuer).Host))
        {
            problems.Add($"Catalyst__Passkeys__RelyingPartyId is {domain}; it is the host of Catalyst__PublicUrl or a domain above it.");
        }

        foreach (var (origin, i) in options.Origins.Select((origin, i) => (origin, i)))
        {
            if (!origin.StartsWith(AppOrigin, StringComparison.Ordinal)
                && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
                    && uri.GetLeftPart(UriPartial.Authority) == origin && Covers(domain, uri.Host)))
            {
                problems.Add($"Catalyst__Passkeys__Origins__{i} is {origin}; it is an origin in {domain}, without a path, e.g. https://{domain}.");
            }
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool Covers(string domain, string host) => host == domain || host.EndsWith("." + domain, StringComparison.Ordinal);
}
