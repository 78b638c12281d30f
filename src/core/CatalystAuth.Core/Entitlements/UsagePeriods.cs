using System.Globalization;
using CatalystAuth.Contracts.Entitlements;

namespace CatalystAuth.Core.Entitlements;

/// <summary>The periods that usage is counted in, in UTC. Pure.</summary>
public static class UsagePeriods
{
    /// <summary>The name of the period that a time is in: empty for a lifetime, else the day or the month.</summary>
    public static string NameOf(LimitPeriod per, DateTimeOffset at) => per switch
    {
        LimitPeriod.Day => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        LimitPeriod.Month => at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => string.Empty,
    };

    /// <summary>When the period that a time is in ends; null for never.</summary>
    public static DateTimeOffset? EndOf(LimitPeriod per, DateTimeOffset at)
    {
        var day = new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero);
        return per switch
        {
            LimitPeriod.Day => day.AddDays(1),
            LimitPeriod.Month => day.AddDays(1 - day.Day).AddMonths(1),
            _ => null,
        };
    }
}
