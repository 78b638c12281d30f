using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CatalystAuth.Contracts.Policies;

/// <summary>Reads and writes time windows: <c>{"after":"09:00","before":"18:00","days":["mon"],"zone":"Europe/Berlin"}</c>.</summary>
internal static partial class TimeWindowJson
{
    private const string Minutes = "HH:mm";
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private const string Members = "\"time\" takes after, before, days and zone, notBefore, notAfter, each once.";

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static TimeWindow Read(ref Utf8JsonReader reader, RequirementReader at)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw at.Refuse(Members);
        }

        var window = new TimeWindow();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!seen.Add(name))
            {
                throw at.Refuse(Members);
            }

            reader.Read();
            at.Enter(name);
            window = name switch
            {
                "after" => window with { After = ReadMinute(ref reader, at) },
                "before" => window with { Before = ReadMinute(ref reader, at) },
                "days" => window with { Days = ReadDays(ref reader, at) },
                "zone" => window with { Zone = ReadZone(ref reader, at) },
                "notBefore" => window with { NotBefore = ReadSecond(ref reader, at) },
                "notAfter" => window with { NotAfter = ReadSecond(ref reader, at) },
                _ => throw at.Refuse(Members),
            };
            at.Leave();
        }

        return window.HasHours == window.Zone is not null && (window.HasHours || window.NotBefore is not null || window.NotAfter is not null)
            ? window
            : throw at.Refuse("Hours and days need a zone, and a zone needs them; notBefore and notAfter need none. Say at least one.");
    }

    public static void Write(Utf8JsonWriter writer, TimeWindow window)
    {
        writer.WriteStartObject("time");
        WriteText(writer, "after", window.After?.ToString(Minutes, CultureInfo.InvariantCulture));
        WriteText(writer, "before", window.Before?.ToString(Minutes, CultureInfo.InvariantCulture));
        if (window.Days is { } days)
        {
            writer.WriteStartArray("days");
            foreach (var day in days)
            {
                writer.WriteStringValue(NameOf(day));
            }

            writer.WriteEndArray();
        }

        WriteText(writer, "zone", window.Zone);
        WriteText(writer, "notBefore", window.NotBefore?.UtcDateTime.ToString(Seconds, CultureInfo.InvariantCulture));
        WriteText(writer, "notAfter", window.NotAfter?.UtcDateTime.ToString(Seconds, CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }

    /// <summary>A day as it is written, e.g. <c>mon</c>.</summary>
    public static string NameOf(DayOfWeek day) => Days[(int)day];

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static TimeOnly ReadMinute(ref Utf8JsonReader reader, RequirementReader at) =>
        reader.TokenType == JsonTokenType.String
            && TimeOnly.TryParseExact(reader.GetString(), Minutes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var minute)
            ? minute
            : throw at.Refuse("A minute of the day is of the form 09:00, to 23:59.");

    private static List<DayOfWeek> ReadDays(ref Utf8JsonReader reader, RequirementReader at)
    {
        var days = new List<DayOfWeek>();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var day = reader.TokenType == JsonTokenType.String ? Array.IndexOf(Days, reader.GetString()) : -1;
                if (day < 0 || days.Contains((DayOfWeek)day))
                {
                    throw at.Refuse("Days are mon, tue, wed, thu, fri, sat, sun, each once.");
                }

                days.Add((DayOfWeek)day);
            }
        }

        return days.Count > 0 ? days : throw at.Refuse("\"days\" takes a list of 1 to 7 days.");
    }

    private static string ReadZone(ref Utf8JsonReader reader, RequirementReader at) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } zone && ZoneName().IsMatch(zone)
            ? zone
            : throw at.Refuse("A zone is an IANA name such as Europe/Berlin.");

    private static DateTimeOffset ReadSecond(ref Utf8JsonReader reader, RequirementReader at) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is ['2', ..] text
            && DateTimeOffset.TryParseExact(text, Seconds, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var second)
            ? second
            : throw at.Refuse("A time is of the form 2026-01-02T03:04:05Z, in UTC and this millennium.");

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+/-]{0,63}\z")]
    private static partial Regex ZoneName();
}
