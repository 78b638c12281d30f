using System.Globalization;
using System.Text.Json;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Policies;
using CsCheck;

namespace CatalystAuth.Core.Tests.Policies;

/// <summary>Berlin puts its clocks forward at 01:00 UTC on 29 March 2026, from 02:00 to 03:00, and back at 01:00 UTC on 25 October, from 03:00 to 02:00.</summary>
public sealed class TimeWindowTests
{
    private const string Office = """{"after":"09:00","before":"18:00","days":["mon","tue","wed","thu","fri"],"zone":"Europe/Berlin"}""";
    private const string Night = """{"after":"22:00","before":"06:00","days":["fri"],"zone":"Europe/Berlin"}""";
    private const string Hour = """{"after":"02:00","before":"03:00","zone":"Europe/Berlin"}""";

    [Theory]
    [InlineData(Office, "2026-01-05T07:59:59Z", Holding.No)]
    [InlineData(Office, "2026-01-05T08:00:00Z", Holding.Yes)]
    [InlineData(Office, "2026-01-05T16:59:59Z", Holding.Yes)]
    [InlineData(Office, "2026-01-05T17:00:00Z", Holding.No)]
    [InlineData(Office, "2026-07-06T07:00:00Z", Holding.Yes)]
    [InlineData(Office, "2026-07-06T16:00:00Z", Holding.No)]
    [InlineData(Office, "2026-01-04T12:00:00Z", Holding.No)]
    [InlineData(Night, "2026-01-02T20:59:59Z", Holding.No)]
    [InlineData(Night, "2026-01-02T21:00:00Z", Holding.Yes)]
    [InlineData(Night, "2026-01-03T04:59:59Z", Holding.Yes)]
    [InlineData(Night, "2026-01-03T05:00:00Z", Holding.No)]
    [InlineData(Night, "2026-01-02T04:00:00Z", Holding.No)]
    [InlineData(Night, "2026-01-03T21:00:00Z", Holding.No)]
    [InlineData(Hour, "2026-03-29T00:59:59Z", Holding.No)]
    [InlineData(Hour, "2026-03-29T01:00:00Z", Holding.No)]
    [InlineData(Hour, "2026-10-25T00:00:00Z", Holding.Yes)]
    [InlineData(Hour, "2026-10-25T00:59:59Z", Holding.Yes)]
    [InlineData(Hour, "2026-10-25T01:00:00Z", Holding.Yes)]
    [InlineData(Hour, "2026-10-25T02:00:00Z", Holding.No)]
    [InlineData("""{"before":"09:00","zone":"UTC"}""", "2026-01-05T00:00:00Z", Holding.Yes)]
    [InlineData("""{"before":"09:00","zone":"UTC"}""", "2026-01-05T09:00:00Z", Holding.No)]
    [InlineData("""{"after":"09:00","zone":"UTC"}""", "2026-01-05T23:59:59Z", Holding.Yes)]
    [InlineData("""{"after":"09:00","zone":"UTC"}""", "2026-01-05T08:59:59Z", Holding.No)]
    [InlineData("""{"days":["sun"],"zone":"Pacific/Kiritimati"}""", "2026-01-03T10:00:00Z", Holding.Yes)]
    [InlineData("""{"days":["sun"],"zone":"Pacific/Kiritimati"}""", "2026-01-03T09:59:59Z", Holding.No)]
    [InlineData("""{"notBefore":"2026-01-01T00:00:00Z"}""", "2025-12-31T23:59:59Z", Holding.No)]
    [InlineData("""{"notBefore":"2026-01-01T00:00:00Z"}""", "2026-01-01T00:00:00Z", Holding.Yes)]
    [InlineData("""{"notAfter":"2026-01-01T00:00:00Z"}""", "2025-12-31T23:59:59Z", Holding.Yes)]
    [InlineData("""{"notAfter":"2026-01-01T00:00:00Z"}""", "2026-01-01T00:00:00Z", Holding.No)]
    [InlineData("""{"after":"09:00","zone":"UTC","notAfter":"2026-01-01T00:00:00Z"}""", "2026-01-05T10:00:00Z", Holding.No)]
    [InlineData("""{"after":"09:00","zone":"Europe/Nowhere"}""", "2026-01-05T10:00:00Z", Holding.Unknown)]
    [InlineData("""{"after":"09:00","zone":"W-Europe"}""", "2026-01-05T10:00:00Z", Holding.Unknown)]
    public void A_window_is_open_when_the_clocks_of_its_zone_say_so(string window, string at, Holding expected) =>
        Ask(window, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)).ShouldBe(expected);

    [Fact]
    public void Without_the_time_nothing_is_known() => Ask(Office, null).ShouldBe(Holding.Unknown);

    [Fact]
    public void A_window_and_the_one_from_its_end_to_its_beginning_share_the_day() =>
        Gen.Int[0, 1439].Select(Gen.Int[0, 1439], Gen.Long[0, 525_600 * 60L]).Where(sample => sample.Item1 != sample.Item2)
            .Sample((after, before, second) =>
            {
                var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(second);
                var window = Window(after, before);
                var other = Window(before, after);
                new[] { Ask(window, at), Ask(other, at) }.Order().ShouldBe([Holding.No, Holding.Yes]);
            });

    // Midnight is not written as an end.
    private static string Window(int after, int before) =>
        (after, before) switch
        {
            (0, _) => $$"""{"before":"{{Clock(before)}}","zone":"Europe/Berlin"}""",
            (_, 0) => $$"""{"after":"{{Clock(after)}}","zone":"Europe/Berlin"}""",
            _ => $$"""{"after":"{{Clock(after)}}","before":"{{Clock(before)}}","zone":"Europe/Berlin"}""",
        };

    private static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    private static Holding Ask(string window, DateTimeOffset? at) => PolicyTree
        .Compile(JsonSerializer.Deserialize<Requirement>($$"""{"time":{{window}}}""", CatalystJson.Strict)!)
        .Ask(PolicySubject.Nobody, new PolicyContext(null, at));
}
