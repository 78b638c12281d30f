using System.Diagnostics.CodeAnalysis;

namespace CatalystAuth.Core.Policies;

/// <summary>Finds time zones by their IANA names.</summary>
internal static class TimeZones
{
    /// <summary>The zone; false when this machine knows none of that name.</summary>
    public static bool TryFind(string id, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        // The names of Windows are known to some machines only, and none of them has a slash or is "UTC" alone.
        zone = null;
        return (id.Contains('/', StringComparison.Ordinal) || id == "UTC") && !id.Contains("..", StringComparison.Ordinal)
            && TimeZoneInfo.TryFindSystemTimeZoneById(id, out zone);
    }
}
