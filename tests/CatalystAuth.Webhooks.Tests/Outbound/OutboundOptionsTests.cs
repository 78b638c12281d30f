using CatalystAuth.Webhooks.Outbound;

namespace CatalystAuth.Webhooks.Tests.Outbound;

public sealed class OutboundOptionsTests
{
    [Fact]
    public void What_is_not_set_is_good() => new OutboundOptionsValidation().Validate(null, new OutboundOptions()).Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData(1, true)]
    [InlineData(65535, true)]
    [InlineData(0, false)]
    [InlineData(65536, false)]
    [InlineData(-443, false)]
    public void A_port_is_one(int port, bool expected)
    {
        var result = new OutboundOptionsValidation().Validate(null, new OutboundOptions { AllowedPorts = { 443, port } });

        result.Succeeded.ShouldBe(expected);
        if (!expected)
        {
            result.FailureMessage!.ShouldContain("Catalyst__Outbound__AllowedPorts__1");
        }
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(60, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(61, false)]
    public void The_timeout_has_bounds(int seconds, bool expected) => new OutboundOptionsValidation()
        .Validate(null, new OutboundOptions { WebhookTimeout = TimeSpan.FromSeconds(seconds) }).Succeeded.ShouldBe(expected);
}
