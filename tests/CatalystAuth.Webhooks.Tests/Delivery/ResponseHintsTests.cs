using CatalystAuth.Webhooks.Delivery;

namespace CatalystAuth.Webhooks.Tests.Delivery;

public sealed class ResponseHintsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData(" 120 ", 120)]
    [InlineData("86399", 86399)]
    [InlineData("86401", 86400)]
    [InlineData("99999999999999999999999999", 86400)]
    [InlineData("Fri, 02 Jan 2026 03:05:05 GMT", 60)]
    [InlineData("Friday, 02-Jan-26 03:05:05 GMT", 60)]
    [InlineData("Fri Jan  2 03:05:05 2026", 60)]
    [InlineData("Thu, 01 Jan 2026 03:05:05 GMT", 0)]
    [InlineData("Sat, 02 Jan 2027 03:05:05 GMT", 86400)]
    [InlineData("", null)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("soon", null)]
    [InlineData("٣", null)]
    [InlineData("Mon, 02 Jan 2026 03:05:05 GMT", null)] // it is a Friday
    [InlineData("2026-01-02T03:05:05Z", null)]
    public void Retry_After_is_seconds_or_a_date_and_at_most_a_day(string value, int? expected)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Retry-After", value).ShouldBeTrue();

        ResponseHints.RetryAfter(response.Headers, Now).ShouldBe(expected is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    [Fact]
    public void Retry_After_that_is_missing_or_stands_twice_says_nothing()
    {
        using var response = new HttpResponseMessage();
        ResponseHints.RetryAfter(response.Headers, Now).ShouldBeNull();

        response.Headers.TryAddWithoutValidation("Retry-After", ["1", "2"]).ShouldBeTrue();
        ResponseHints.RetryAfter(response.Headers, Now).ShouldBeNull();
    }

    [Theory]
    [InlineData("webhook-delivery", "abort-message", true)]
    [InlineData("Webhook-Delivery", " Abort-Message ", true)]
    [InlineData("webhook-delivery", "abort", false)]
    [InlineData("x-webhook-delivery", "abort-message", false)]
    public void An_endpoint_can_ask_for_no_further_attempt(string name, string value, bool expected)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();

        ResponseHints.AbortRequested(response.Headers).ShouldBe(expected);
    }
}
