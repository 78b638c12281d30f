using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CatalystAuth.Storage.Conversions;

/// <summary>A time as UTC ticks (100 ns since year 1).</summary>
internal sealed class UtcTicksConverter()
    : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

/// <summary>A time in UTC, the only offset that <c>timestamptz</c> takes. It keeps microseconds.</summary>
internal sealed class UtcConverter()
    : ValueConverter<DateTimeOffset, DateTimeOffset>(time => time.ToUniversalTime(), time => time.ToUniversalTime());
