using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Devices;

/// <summary>Somebody with a second factor, and the codes that stand in for it.</summary>
internal sealed class TwoFactorUser(TestServer server, Caller caller, IReadOnlyList<string> codes)
{
    private int _used;

    /// <summary>They at their program, which is signed in all the time.</summary>
    public Caller Caller => caller;

    public static async Task<TwoFactorUser> NewAsync(TestServer server, DateTimeOffset? now = null)
    {
        var ada = await server.SignUpAsync();
        var (_, _, confirmed) = await ada.AddTotpAsync(now);
        return new(server, ada, confirmed.RecoveryCodes());
    }

    /// <summary>What is asked for after the password: <c>mfa</c>, or nothing more (<c>done</c>).</summary>
    public async Task<string> AskedAsync(Browser browser, string password = TestServer.Password) => (await StartAsync(browser, password)).Text("step.kind");

    /// <summary>A browser that is signed in, and asks for no second factor from now on.</summary>
    public async Task<Browser> TrustAsync(Browser? browser = null)
    {
        browser ??= new Browser(server);
        var done = await browser.AnswerAsync(
            await StartAsync(browser, TestServer.Password), new { method = "recovery_code", code = codes[_used++], rememberDevice = true });
        done.Text("step.kind").ShouldBe("done", done.Body);
        return browser;
    }

    private Task<Answer> StartAsync(Browser browser, string password) => browser.StartAsync("sign_in", new { identifier = caller.Email, password });
}

internal static class DeviceCalls
{
    public static async Task<string> CurrentSessionAsync(this Browser browser) =>
        (await browser.GetAsync("/v1/me/sessions")).Items().Single(session => session["isCurrent"]!.GetValue<bool>())["id"]!.GetValue<string>();
}
