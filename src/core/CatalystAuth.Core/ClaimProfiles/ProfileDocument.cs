using System.Text.Json;
using System.Text.Json.Serialization;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>What a kind of system reads in tokens, and what we write there: a file below <c>Profiles</c>.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Algorithms">What it verifies; HS256 alone for one that shares a secret with us.</param>
/// <param name="Lifetime">The usual life of a token, in seconds.</param>
/// <param name="Claims">What is written beside the registered claims: nothing else is.</param>
/// <param name="Rules">What it looks for.</param>
public sealed record ProfileDocument(
    string Name, string Title, IReadOnlyList<string> Algorithms, int Lifetime, IReadOnlyList<ProfileClaim> Claims, IReadOnlyList<ProfileRule> Rules)
{
    /// <summary>Whether a token says nothing useful, or too much, where the mapping gives nothing.</summary>
    public bool NeedsMapping { get; init; }

    /// <summary>The only values there are; null for any that are not reserved.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>What a line may give on one thing, the least first; null when lines give things as such.</summary>
    public IReadOnlyList<string>? Access { get; init; }

    /// <summary>What a line may give on all things, the least first.</summary>
    public IReadOnlyList<string>? AccessToAll { get; init; }

    /// <summary>Whether a key of another type in the key set keeps it from reading any.</summary>
    public bool KeySetWithoutOkp { get; init; }

    /// <summary>Whether tokens are signed with a secret that it shares with us.</summary>
    [JsonIgnore]
    public bool HasSecret => Algorithms is ["HS256"];
}

/// <summary>A claim that is written.</summary>
/// <param name="Path">Its name, below those before it.</param>
/// <param name="From">What its value is.</param>
/// <param name="Prefix">What stands before each of our own names.</param>
public sealed record ProfileClaim(IReadOnlyList<string> Path, ClaimSource From, string? Prefix = null);

/// <summary>What the value of a claim is.</summary>
public enum ClaimSource
{
    /// <summary>The user or the key.</summary>
    Subject,

    /// <summary>The organisation's id.</summary>
    Org,

    /// <summary>The user's address when it is proven; left out otherwise.</summary>
    Email,

    /// <summary>What the first line that applies gives.</summary>
    First,

    /// <summary>What all lines that apply give, as a list.</summary>
    All,

    /// <summary>The same with spaces between; left out when there is none.</summary>
    Words,

    /// <summary>The groups that the user is in, each with the prefix, and what all lines that apply give.</summary>
    Groups,

    /// <summary>The most that lines give on each thing, or on all of them.</summary>
    Access,
}

/// <summary>What a system looks for in a token.</summary>
/// <param name="Path">Where.</param>
/// <param name="Is">Of which form it has to be.</param>
public sealed record ProfileRule(IReadOnlyList<string> Path, ClaimForm Is)
{
    /// <summary>Whether it may be absent.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether its values are names that give something there, so that none may be reserved.</summary>
    public bool Names { get; init; }

    /// <summary>The list that it has to be one of.</summary>
    public IReadOnlyList<string>? Among { get; init; }
}

/// <summary>The form of a value.</summary>
public enum ClaimForm
{
    /// <summary>A text that is not empty.</summary>
    Text,

    /// <summary>A list of such.</summary>
    Texts,

    /// <summary>Words with a space between.</summary>
    Words,

    /// <summary>Hasura's: an object whose values are texts, and lists of texts.</summary>
    SessionVariables,

    /// <summary>Qdrant's: <c>r</c> or <c>m</c>, or a list, not empty, that names each collection once.</summary>
    Access,
}

/// <summary>The names that mean privilege in other systems, from <c>reserved.json</c>.</summary>
internal sealed record ReservedList(IReadOnlyList<ReservedName> Names);

/// <summary>A name that means privilege in another system. Case does not count.</summary>
/// <param name="Name">The name, in small letters.</param>
/// <param name="Of">The kinds of systems.</param>
/// <param name="Why">What it gives there.</param>
/// <param name="Prefix">Whether all names that begin so are meant.</param>
/// <param name="Tenants">Whether it is plain enough that no tenant may have anything of this name.</param>
public sealed record ReservedName(string Name, IReadOnlyList<string> Of, string Why, bool Prefix = false, bool Tenants = false)
{
    /// <summary>Whether a name is meant.</summary>
    public bool Covers(string name) =>
        Prefix ? name.StartsWith(Name, StringComparison.OrdinalIgnoreCase) : name.Equals(Name, StringComparison.OrdinalIgnoreCase);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false, Converters = [typeof(SourceConverter), typeof(FormConverter)])]
[JsonSerializable(typeof(ProfileDocument))]
[JsonSerializable(typeof(ReservedList))]
internal sealed partial class ProfileJsonContext : JsonSerializerContext;

internal sealed class SourceConverter() : JsonStringEnumConverter<ClaimSource>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

internal sealed class FormConverter() : JsonStringEnumConverter<ClaimForm>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
