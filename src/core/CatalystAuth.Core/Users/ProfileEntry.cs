using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Profiles;

namespace CatalystAuth.Core.Users;

/// <summary>
/// What is kept of a person beside their account. Apart from it, because every request reads the account and few the profile.
/// </summary>
public sealed class ProfileEntry
{
    /// <summary>Whose.</summary>
    public required UserId UserId { get; init; }

    /// <summary>The given name.</summary>
    public string? GivenName { get; set; }

    /// <summary>The family name.</summary>
    public string? FamilyName { get; set; }

    /// <summary>A picture.</summary>
    public string? AvatarUrl { get; set; }

    /// <summary>BCP 47.</summary>
    public string? Locale { get; set; }

    /// <summary>IANA.</summary>
    public string? TimeZone { get; set; }

    /// <summary>E.164.</summary>
    public string? Phone { get; set; }

    /// <summary>A few words.</summary>
    public string? Bio { get; set; }

    /// <summary>Pages of theirs.</summary>
    public IReadOnlyList<ProfileLink> Links { get; set; } = [];

    /// <summary>JSON that the user and members of their organisations read.</summary>
    public string Public { get; set; } = "{}";

    /// <summary>JSON that the user writes.</summary>
    public string Writable { get; set; } = "{}";

    /// <summary>JSON that platform admins alone see.</summary>
    public string Private { get; set; } = "{}";

    /// <summary>As the wire has it.</summary>
    public Profile ToContract(UserAccount user, bool withPrivate) => new(
        user.Name, GivenName, FamilyName, AvatarUrl, Locale, TimeZone, Phone, Bio, Links, Read(Public), Read(Writable),
        withPrivate ? Read(Private) : null, user.Version);

    /// <summary>A part of custom data.</summary>
    public static JsonObject Read(string json) => CustomData.Read(json);
}
