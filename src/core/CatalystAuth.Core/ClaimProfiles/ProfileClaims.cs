using System.Text.Json.Nodes;
using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>Writes the claims of a profile: the registered ones and those of its document, and no other. Pure.</summary>
internal static class ProfileClaims
{
    /// <summary>Stands for all collections.</summary>
    public const string Everything = "*";

    private static readonly Error NothingLeft = new(
        ClaimProfileErrorCodes.NothingLeft, "Nothing of what you have here means anything there, so there is no token for it.", ErrorKind.Invalid);

    /// <summary>The claims of a token, or why there can be none.</summary>
    /// <param name="document">The kind of system.</param>
    /// <param name="settings">Who has what there.</param>
    /// <param name="audience">The <c>aud</c>.</param>
    /// <param name="subject">Whom it is for; the times and the id are taken from there too.</param>
    public static Result<JsonObject> Compose(ProfileDocument document, ClaimProfileSettings settings, string audience, ProfileSubject subject)
    {
        var lines = subject.Select(document, settings.Map ?? []);
        IReadOnlyList<string> given = lines.Count > 0 ? [.. lines.Select(line => line.To).Distinct(StringComparer.Ordinal)]
            : settings.Otherwise is { } otherwise && ReservedNames.FindIn(document.Name, otherwise) is null ? [otherwise]
            : [];
        if (document.NeedsMapping && given.Count == 0)
        {
            return NothingLeft;
        }

        var token = subject.Claims;
        var claims = new JsonObject
        {
            [ClaimNames.Issuer] = token.Issuer,
            [ClaimNames.Subject] = token.Subject,
            [ClaimNames.Audience] = audience,
            [ClaimNames.ExpiresAt] = token.ExpiresAt,
            [ClaimNames.IssuedAt] = token.IssuedAt,
            [ClaimNames.TokenId] = token.Id,
        };
        foreach (var claim in document.Claims)
        {
            JsonNode? value = claim.From switch
            {
                ClaimSource.Subject => token.Subject,
                ClaimSource.Org => token.Org,
                ClaimSource.Email => subject.Email,
                ClaimSource.First => given[0],
                ClaimSource.All => List(given),
                ClaimSource.Words => given.Count == 0 ? null : string.Join(' ', given),
                ClaimSource.Groups => List((token.Groups ?? []).Select(group => claim.Prefix + group).Concat(given)),
                ClaimSource.Access => AccessOf(document, lines),
                _ => throw new ArgumentOutOfRangeException(nameof(document)),
            };
            if (value is not null)
            {
                Place(claims, claim.Path)[claim.Path[^1]] = value;
            }
        }

        return claims;
    }

    // On all when a line gives that; else the most that lines give on each. A list can't say both, and neither says more than was given.
    private static JsonNode AccessOf(ProfileDocument document, IReadOnlyList<ClaimMapping> lines)
    {
        var onAll = lines.Where(line => line.To == Everything).Select(line => line.Access!).ToList();
        return onAll.Count > 0
            ? Most(document.AccessToAll!, onAll)
            : new JsonArray([
                .. lines.GroupBy(line => line.To, StringComparer.Ordinal).Select(JsonNode (of) => new JsonObject
                {
                    ["collection"] = of.Key,
                    ["access"] = Most(document.Access!, of.Select(line => line.Access!)),
                }),
            ]);
    }

    private static string Most(IReadOnlyList<string> ranks, IEnumerable<string> given) => ranks.Last(rank => given.Contains(rank, StringComparer.Ordinal));

    private static JsonArray List(IEnumerable<string> values) => new([.. values.Select(JsonNode (value) => value)]);

    private static JsonObject Place(JsonObject claims, IReadOnlyList<string> path)
    {
        foreach (var name in path.SkipLast(1))
        {
            if (claims[name] is not JsonObject inner)
            {
                claims[name] = inner = [];
            }

            claims = inner;
        }

        return claims;
    }
}
