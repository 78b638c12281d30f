using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.Sessions;
using CsCheck;

namespace CatalystAuth.Core.Tests.Sessions;

public sealed class UserAgentsTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36", DeviceKind.Desktop, "Chrome", "141", "Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.3537.57", DeviceKind.Desktop, "Edge", "141", "Windows")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", DeviceKind.Desktop, "Firefox", "140", "Linux")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15", DeviceKind.Desktop, "Safari", "26", "macOS")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0.0.0 Mobile/15E148 Safari/604.1", DeviceKind.Mobile, "Chrome", "141", "iOS")]
    [InlineData("Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1", DeviceKind.Tablet, "Safari", "18", "iPadOS")]
    [InlineData("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", DeviceKind.Mobile, "Samsung Internet", "28", "Android")]
    [InlineData("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36", DeviceKind.Tablet, "Chrome", "141", "Android")]
    [InlineData("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 OPR/120.0", DeviceKind.Desktop, "Opera", "120", "ChromeOS")]
    [InlineData("curl/8.14.1", DeviceKind.Program, "curl", "8", null)]
    [InlineData("python-requests/2.32.5", DeviceKind.Program, "python-requests", "2", null)]
    [InlineData("okhttp", DeviceKind.Program, "okhttp", null, null)]
    [InlineData("Mozilla/5.0", DeviceKind.Unknown, null, null, null)]
    [InlineData("Mozilla/5.0 (compatible; Something; +https://example.com)", DeviceKind.Unknown, null, null, null)]
    [InlineData("<script>alert(1)</script>", DeviceKind.Unknown, null, null, null)]
    [InlineData("  ", DeviceKind.Unknown, null, null, null)]
    [InlineData(null, DeviceKind.Unknown, null, null, null)]
    public void A_user_agent_is_read_as_far_as_it_can_be_told(string? userAgent, DeviceKind kind, string? browser, string? version, string? os) =>
        UserAgents.Parse(userAgent).ShouldBe(new(kind, browser, version, os));

    [Fact]
    public void Whatever_is_sent_is_read_into_something_short()
    {
        var token = Gen.OneOfConst("Mozilla/5.0 ", "Chrome/", "Version/", "Safari/", "Android", "(", "Edg/", "999999999999", "/");
        Gen.Select(token.Array[0, 8], Gen.String).Sample((known, other) =>
        {
            var device = UserAgents.Parse(string.Concat(known) + other);
            return (device.Browser?.Length ?? 0) <= 40 && (device.BrowserVersion?.Length ?? 0) <= 6;
        });
    }
}
