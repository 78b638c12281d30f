using CatalystAuth.Core.Webhooks;

namespace CatalystAuth.Core.Tests.Webhooks;

public sealed class CustomHeadersTests
{
    [Theory]
    [InlineData("X-Tenant", true)]
    [InlineData("Authorization", true)]
    [InlineData("x_tenant", true)]
    [InlineData("Accept", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("X Tenant", false)]
    [InlineData("X-Tenant:", false)]
    [InlineData("X-Tenänt", false)]
    [InlineData("X-Tenant\r\nHost", false)]
    [InlineData("Host", false)]
    [InlineData("HOST", false)]
    [InlineData("Connection", false)]
    [InlineData("Cookie", false)]
    [InlineData("Content-Length", false)]
    [InlineData("content-type", false)]
    [InlineData("Transfer-Encoding", false)]
    [InlineData("Transfer_Encoding", false)]
    [InlineData("Upgrade", false)]
    [InlineData("User-Agent", false)]
    [InlineData("webhook-id", false)]
    [InlineData("Webhook_Signature", false)]
    [InlineData("webhook-anything", false)]
    [InlineData("svix-id", false)]
    [InlineData("X-Forwarded-For", false)]
    [InlineData("Proxy-Authorization", false)]
    [InlineData("Sec-Fetch-Mode", false)]
    [InlineData("Traceparent", false)]
    public void A_name_is_a_tenants_to_set_or_not(string? name, bool expected) => CustomHeaders.IsAllowedName(name).ShouldBe(expected);

    [Theory]
    [InlineData("a", true)]
    [InlineData("Bearer abc, def", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData(" a", false)]
    [InlineData("a ", false)]
    [InlineData("a\tb", false)]
    [InlineData("a\r\nX-B: b", false)]
    [InlineData("a\0", false)]
    [InlineData("ü", false)]
    public void A_value_is_one_line_of_printable_ASCII(string? value, bool expected) => CustomHeaders.IsAllowedValue(value).ShouldBe(expected);

    [Fact]
    public void Names_and_values_have_a_length()
    {
        CustomHeaders.IsAllowedName(new string('a', 64)).ShouldBeTrue();
        CustomHeaders.IsAllowedName(new string('a', 65)).ShouldBeFalse();
        CustomHeaders.IsAllowedValue(new string('a', 1024)).ShouldBeTrue();
        CustomHeaders.IsAllowedValue(new string('a', 1025)).ShouldBeFalse();
    }
}
