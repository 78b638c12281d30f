using CatalystAuth.Webhooks.Dispatch;

namespace CatalystAuth.Webhooks.Tests.Dispatch;

public sealed class WebhookOptionsTests
{
    [Theory]
    [InlineData(0, 3, null)]
    [InlineData(1000, 600, null)]
    [InlineData(-1, 30, "Catalyst__Webhooks__MaxLanes")]
    [InlineData(1001, 30, "Catalyst__Webhooks__MaxLanes")]
    [InlineData(128, 2, "Catalyst__Webhooks__Lease")]
    [InlineData(128, 601, "Catalyst__Webhooks__Lease")]
    public void A_setting_out_of_its_range_is_named(int lanes, int lease, string? named)
    {
        var result = new WebhookOptionsValidation().Validate(null, new() { MaxLanes = lanes, Lease = TimeSpan.FromSeconds(lease) });

        result.Failed.ShouldBe(named is not null);
        if (named is not null)
        {
            result.FailureMessage.ShouldNotBeNull().ShouldContain(named);
        }
    }
}
