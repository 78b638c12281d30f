using System.Text.Json;
using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Tokens.SigningKeys;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>The kinds of systems that there are profiles for. They are part of the program, so one that is wrong is a bug and throws.</summary>
public static class ProfileCatalogue
{
    /// <summary>The longest life of a token, in seconds.</summary>
    public const int LongestLife = 3600;

    /// <summary>The claims that every token has (RFC 7519 §4.1); no profile writes them.</summary>
    internal static readonly string[] Registered = ["iss", "sub", "aud", "exp", "iat", "jti"];

    private static readonly string[] Shared = [JwsAlgorithms.Hs256];

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<ProfileDocument> All { get; } = [.. ClaimProfileNames.All.Select(name => Load(name, Embedded($"Profiles/{name}.json")))];

    /// <summary>One of them; null when there is none of the name.</summary>
    public static ProfileDocument? Find(string? name) => All.FirstOrDefault(document => document.Name == name);

    /// <summary>Reads one and checks that it holds together.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    internal static ProfileDocument Load(string name, ReadOnlySpan<byte> json)
    {
        ProfileDocument document;
        try
        {
            document = JsonSerializer.Deserialize(json, ProfileJsonContext.Default.ProfileDocument)
                ?? throw new InvalidOperationException($"The claim profile {name} is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"The claim profile {name} is malformed: {e.Message}", e);
        }

        return FaultOf(name, document) is { } fault ? throw new InvalidOperationException($"The claim profile {name} is wrong: {fault}") : document;
    }

    internal static byte[] Embedded(string path)
    {
        using var stream = typeof(ProfileCatalogue).Assembly.GetManifestResourceStream($"ClaimProfiles/{path}")
            ?? throw new InvalidOperationException($"{path} is not in the program.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string? FaultOf(string name, ProfileDocument document)
    {
        var paths = document.Claims.Select(claim => Key(claim.Path)).ToList();
        var sources = document.Claims.Select(claim => claim.From).ToList();
        return document.Name != name ? "it has another name."
            : document.Title.Length == 0 ? "it has no title."
            : document.Lifetime is < 1 or > LongestLife ? $"its life is 1 to {LongestLife} seconds."
            : document.Algorithms.Count == 0 || (!document.HasSecret && document.Algorithms.Except(JwsAlgorithms.OfAccessTokens).Any())
                ? $"its algorithms are {string.Join(", ", JwsAlgorithms.OfAccessTokens)}, or {Shared[0]} alone."
            : document.Claims.Any(claim => claim.Path.Count is 0 or > 2 || claim.Path.Any(string.IsNullOrEmpty)) ? "a claim has one name or two."
            : document.Claims.Any(claim => Registered.Contains(claim.Path[0])) ? "it writes a registered claim."
            : paths.Distinct().Count() != paths.Count ? "it writes a claim twice."
            : document.Claims.Any(claim => claim.From == ClaimSource.Groups != claim.Prefix is { Length: > 0 }) ? "groups have a prefix, and only they."
            : sources.Contains(ClaimSource.Access) != document.Access is { Count: > 0 } ? "what writes access says which there is."
            : document.NeedsMapping != sources.Any(source => source is ClaimSource.First or ClaimSource.All or ClaimSource.Access)
                ? "it needs a mapping if and only if a claim that can't be left out comes of it."
            : document.Rules.FirstOrDefault(rule => !rule.Optional && !IsWritten(document, rule.Path)) is { } unmet ? $"nothing writes {string.Join('/', unmet.Path)}."
            : null;
    }

    private static bool IsWritten(ProfileDocument document, IReadOnlyList<string> path) => document.Claims.Any(claim =>
        claim.From is not (ClaimSource.Email or ClaimSource.Words) && claim.Path.Take(path.Count).SequenceEqual(path, StringComparer.Ordinal));

    private static string Key(IReadOnlyList<string> path) => string.Join('\n', path);
}
