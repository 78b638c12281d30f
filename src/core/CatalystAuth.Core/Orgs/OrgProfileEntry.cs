using System.Text.Json;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Orgs;

/// <summary>
/// A profile as it is stored: one document, since nothing looks for a part of it. The logo is with the organisation, as lists show it.
/// </summary>
public sealed class OrgProfileEntry
{
    /// <summary>Whose.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>The profile as JSON.</summary>
    public string Document { get; set; } = "{}";

    internal static OrgProfile Read(OrgProfileEntry? entry, Organisation org) =>
        (entry is null ? new OrgProfile(0) : JsonSerializer.Deserialize<OrgProfile>(entry.Document, CatalystJson.Tolerant)!) with
        {
            Version = org.Version,
            LogoUrl = org.LogoUrl,
        };

    internal void Write(Organisation org, OrgProfile profile)
    {
        org.LogoUrl = profile.LogoUrl;
        Document = JsonSerializer.Serialize(profile with { LogoUrl = null }, CatalystJson.Strict);
    }
}
