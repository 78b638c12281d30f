using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Blazor.Users;

/// <summary>What is typed into a profile's form.</summary>
public sealed class ProfileInput
{
    /// <summary>The fields, by the names that the API gives them.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["name", "givenName", "familyName", "avatarUrl", "locale", "timeZone", "phone", "bio"];

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
    }

    /// <summary>What a field holds.</summary>
    public string? this[string field]
    {
        get => _values.GetValueOrDefault(field);
        set => _values[field] = value;
    }

    /// <summary>The request that saves it. Links and custom data, which the form does not show, stay as they are.</summary>
    public SetMyProfileRequest ToRequest(Profile current) => new(
        this["name"]?.Trim() ?? string.Empty, Text("givenName"), Text("familyName"), Text("avatarUrl"), Text("locale"), Text("timeZone"), Text("phone"),
        Text("bio"), current.Links, current.Writable);

    private string? Text(string field) => string.IsNullOrWhiteSpace(this[field]) ? null : this[field]!.Trim();
}
