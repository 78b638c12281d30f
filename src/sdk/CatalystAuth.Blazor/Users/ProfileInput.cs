using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Blazor.Users;

/// <summary>What is typed into a profile's form.</summary>
public sealed class ProfileInput
{
    /// <summary>The fields, by the names that the API gives them.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["name", "givenName", "familyName", "avatarUrl", "locale", "timeZone", "phone", "bio"];

    /// <summary>The most links.</summary>
    public const int MostLinks = 20;

    /// <summary>The fields of links, two each: <c>linkLabel0</c>, <c>linkUrl0</c> and so on.</summary>
    public static IReadOnlyList<string> LinkFields { get; } =
        [.. Enumerable.Range(0, MostLinks).SelectMany(link => new[] { LabelOf(link), UrlOf(link) })];

    private readonly Dictionary<string, string?> _values = [];

    /// <summary>An empty form.</summary>
    public ProfileInput()
    {
    }

    /// <summary>A form with what the profile holds.</summary>
    public ProfileInput(Profile profile)
    {
        this["name"] = profile.Name;
        this["givenName"] = profile.GivenName;
        this["familyName"] = profile.FamilyName;
        this["avatarUrl"] = profile.AvatarUrl;
        this["locale"] = profile.Locale;
        this["timeZone"] = profile.TimeZone;
        this["phone"] = profile.Phone;
        this["bio"] = profile.Bio;
        foreach (var (i, link) in profile.Links.Take(MostLinks).Index())
        {
            (this[LabelOf(i)], this[UrlOf(i)]) = (link.Label, link.Url);
        }
    }

    /// <summary>How many links to offer fields for: those that are there, and one more.</summary>
    public int LinkRows => Math.Min(MostLinks, 1 + Enumerable.Range(0, MostLinks).Where(link => Text(LabelOf(link)) is not null || Text(UrlOf(link)) is not null)
        .Select(link => link + 1).DefaultIfEmpty().Max());

    /// <summary>The field of a link's label.</summary>
    public static string LabelOf(int link) => $"linkLabel{link}";

    /// <summary>The field of a link's address.</summary>
    public static string UrlOf(int link) => $"linkUrl{link}";

    /// <summary>What a field holds.</summary>
    public string? this[string field]
    {
        get => _values.GetValueOrDefault(field);
        set => _values[field] = value;
    }

    /// <summary>The request that saves it. Custom data, which the form does not show, stays as it is; so do links, when no field of theirs was there.</summary>
    public SetMyProfileRequest ToRequest(Profile current) => new(
        this["name"]?.Trim() ?? string.Empty, Text("givenName"), Text("familyName"), Text("avatarUrl"), Text("locale"), Text("timeZone"), Text("phone"),
        Text("bio"), Links() ?? current.Links, current.Writable);

    // A row that was emptied is a link that goes.
    private List<ProfileLink>? Links() => LinkFields.All(field => this[field] is null)
        ? null
        : [.. Enumerable.Range(0, MostLinks).Select(link => (Label: Text(LabelOf(link)), Url: Text(UrlOf(link)))).Where(link => link is not (null, null))
            .Select(link => new ProfileLink(link.Label ?? string.Empty, link.Url ?? string.Empty))];

    private string? Text(string field) => string.IsNullOrWhiteSpace(this[field]) ? null : this[field]!.Trim();
}
