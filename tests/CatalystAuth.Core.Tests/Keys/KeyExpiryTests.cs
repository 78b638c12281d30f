using CatalystAuth.Core.Keys;

namespace CatalystAuth.Core.Tests.Keys;

public sealed class KeyExpiryTests
{
    private static readonly DateTimeOffset End = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(30, 7)]
    [InlineData(7.5, 7)]
    [InlineData(7, 1)]
    [InlineData(1.5, 1)]
    [InlineData(1, 0)]
    [InlineData(0.1, 0)]
    public void The_next_telling_is_the_first_that_is_to_come(double daysBefore, double told) =>
        KeyExpiry.NextTelling(End, End.AddDays(-daysBefore)).ShouldBe(End.AddDays(-told));

    [Fact]
    public void When_the_end_is_there_nothing_is_left_and_who_never_ends_is_never_told_of()
    {
        KeyExpiry.NextTelling(End, End).ShouldBeNull();
        KeyExpiry.NextTelling(null, End).ShouldBeNull();
    }
}
