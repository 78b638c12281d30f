using System.Text.Json;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>Names that mean privilege in other systems: no tenant's permission or role is called so, and no mapping gives them.</summary>
public static class ReservedNames
{
    /// <summary>All of them, with why.</summary>
    public static IReadOnlyList<ReservedName> All { get; } =
        JsonSerializer.Deserialize(ProfileCatalogue.Embedded("reserved.json"), ProfileJsonContext.Default.ReservedList)!.Names;

    /// <summary>Whether nothing of a tenant's may have the name.</summary>
    public static bool AreForeign(string name) => All.Any(reserved => reserved.Tenants && reserved.Covers(name));

    /// <summary>The entry that a name falls under in a system of a kind; null when it is free.</summary>
    public static ReservedName? FindIn(string profile, string name) =>
        All.FirstOrDefault(reserved => reserved.Of.Contains(profile, StringComparer.Ordinal) && reserved.Covers(name));
}
