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

        (await stack.SendAsync(Stack.Caddy, "/reports", token)).ShouldBeRefused(502, 503);
        (await stack.SendAsync(Stack.Caddy, "/public/logo.png")).ShouldBeRefused(502, 503);
        (await stack.SendAsync(Stack.Nginx, "/reports", token)).ShouldBeRefused(500);
        (await stack.SendAsync(Stack.Nginx, "/public/logo.png")).ShouldBeRefused(500);

        await stack.Server.StartAgainAsync();

        await ShouldLetInAsync(stack, token);
    }

    private static async Task ShouldLetInAsync(Stack stack, string token)
    {
        foreach (var proxy in (string[])[Stack.Caddy, Stack.Nginx])
        {
            var passage = await Eventually.GetAsync(
                () => stack.SendAsync(proxy, "/reports", token), passage => passage.Answer.Status == 200, TimeSpan.FromSeconds(5));
            passage.ShouldBeLetIn();
        }
    }
}
