using System.Globalization;
using System.Text.Json;
using CatalystAuth.Contracts.Entitlements;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>Features and limits as a token carries them.</summary>
public static class EntitlementClaims
{
    private static readonly JsonElement On = JsonElement.Parse("true");
    private static readonly JsonElement Unlimited = JsonElement.Parse("null");

    /// <summary>Each feature that is on and each limit; null when there is neither. Of one name for both, the limit is what counts.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? Of(IReadOnlyList<EffectiveFeature> features, IReadOnlyList<EffectiveLimit> limits)
    {
        var claims = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var feature in features.Where(feature => feature.Granted))
        {
            claims[feature.Name] = On;
        }

        foreach (var limit in limits)
        {
            claims[limit.Name] = limit.Max is { } most ? JsonElement.Parse(most.ToString(CultureInfo.InvariantCulture)) : Unlimited;
        }

        return claims.Count == 0 ? null : claims;
    }
}
