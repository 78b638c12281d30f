using CatalystAuth.Contracts.Apps;
using CatalystAuth.Testing;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Nobody to ask is no reason to let anybody in.</summary>
public sealed class ServerDownTests
{
    [Fact]
    public async Task While_the_server_is_down_the_proxies_deny_and_afterwards_they_go_on()
    {
        await using var stack = new Stack();
        await stack.InitializeAsync();
        var token = await stack.Tenant.NewTokenAsync("app:read");
        await ShouldLetInAsync(stack, token);

        await stack.Server.KillAsync();

        foreach (var proxy in ProxyNames.All)
        {
            (await stack.SendAsync(proxy, "/reports", token)).ShouldBeRefused(500, 502, 503);
            (await stack.SendAsync(proxy, "/public/logo.png")).ShouldBeRefused(500, 502, 503);
        }

        await stack.Server.StartAgainAsync();

        await ShouldLetInAsync(stack, token);
    }

    private static async Task ShouldLetInAsync(Stack stack, string token)
    {
        foreach (var proxy in ProxyNames.All)
        {
            var passage = await Eventually.GetAsync(
                () => stack.SendAsync(proxy, "/reports", token), passage => passage.Answer.Status == 200, TimeSpan.FromSeconds(5));
            passage.ShouldBeLetIn();
        }
    }
}
