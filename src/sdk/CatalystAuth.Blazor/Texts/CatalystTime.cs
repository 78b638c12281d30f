using System.Globalization;

namespace CatalystAuth.Blazor.Texts;

/// <summary>Times as people say them. Without the platform's cultures, which a server may not have.</summary>
public static class CatalystTime
{
    /// <summary>How long ago a time was, roughly; a date when it is more than thirty days.</summary>
    public static string Ago(this CatalystTexts texts, DateTimeOffset time, DateTimeOffset now)
    {
        var ago = now - time;
        return ago < TimeSpan.FromMinutes(2) ? texts["time.now"]
            : ago < TimeSpan.FromHours(1) ? texts.Format("time.minutes", (int)ago.TotalMinutes)
            : ago < TimeSpan.FromHours(2) ? texts["time.hour"]
            : ago < TimeSpan.FromDays(1) ? texts.Format("time.hours", (int)ago.TotalHours)
            : ago < TimeSpan.FromDays(2) ? texts["time.yesterday"]
            : ago < TimeSpan.FromDays(30) ? texts.Format("time.days", (int)ago.TotalDays)
            : texts.Date(time);
    }

    /// <summary>A span of time, rounded up, as it stands behind "in": e.g. 5 minutes.</summary>
    public static string Span(this CatalystTexts texts, TimeSpan span)
    {
        var (minutes, hours) = ((int)Math.Ceiling(span.TotalMinutes), (int)Math.Ceiling(span.TotalHours));
        return span <= TimeSpan.FromSeconds(1) ? texts["time.span.second"]
            : span < TimeSpan.FromMinutes(1) ? texts.Format("time.span.seconds", (int)Math.Ceiling(span.TotalSeconds))
            : minutes == 1 ? texts["time.span.minute"]
            : minutes < 60 ? texts.Format("time.span.minutes", minutes)
            : hours == 1 ? texts["time.span.hour"]
            : texts.Format("time.span.hours", hours);
    }

    /// <summary>A date, e.g. 26 Nov 2026.</summary>
    public static string Date(this CatalystTexts texts, DateTimeOffset time)
    {
        var month = texts["time.months"].Split(' ')[time.Month - 1];
        return texts.Format("time.date", time.Day, month, time.Year);
    }

    /// <summary>A time for machines (RFC 3339), for the attribute <c>datetime</c>.</summary>
    public static string Machine(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
