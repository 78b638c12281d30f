using System.Globalization;

namespace CatalystAuth.Core.Mail.Templates;

/// <summary>What the words of a mail depend on besides its message.</summary>
/// <param name="Brand">Who speaks.</param>
/// <param name="Now">When it is sent.</param>
/// <param name="Zone">The reader's time zone.</param>
internal sealed record MailScene(MailBrand Brand, DateTimeOffset Now, TimeZoneInfo Zone)
{
    /// <summary>A time as its reader's clock has it.</summary>
    public string Format(DateTimeOffset at, string format)
    {
        var zone = Zone.BaseUtcOffset == TimeSpan.Zero && !Zone.SupportsDaylightSavingTime ? "UTC" : Zone.Id;
        return $"{TimeZoneInfo.ConvertTime(at, Zone).ToString(format, CultureInfo.InvariantCulture)} ({zone})";
    }

    /// <summary>How long until a time, in the largest unit that says it well: at least one minute.</summary>
    public (int Count, MailUnit Unit) Until(DateTimeOffset at)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling((at - Now).TotalMinutes - 0.5));
        return minutes switch
        {
            < 90 => (minutes, MailUnit.Minute),
            < 36 * 60 => ((int)Math.Round(minutes / 60.0), MailUnit.Hour),
            _ => ((int)Math.Round(minutes / (24 * 60.0)), MailUnit.Day),
        };
    }
}

/// <summary>A unit of time.</summary>
internal enum MailUnit
{
    Minute,
    Hour,
    Day,
}
