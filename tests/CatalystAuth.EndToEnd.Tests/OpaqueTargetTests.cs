using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>
/// A request target such as <c>http:http://host/path</c> makes Caddy send its question to the path of the attacker's choice on our
/// listener. Whatever that path is, nothing there may answer 2xx.
/// </summary>
public sealed class OpaqueTargetTests(Stack stack) : IAsyncLifetime
{
    private App _open = null!;

    public async ValueTask InitializeAsync() =>
        _open = await stack.Tenant.ProtectAsync("open.localhost", [new("/**", new Requirement.Public())]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task No_route_of_the_listener_lets_an_opaque_target_in()
    {
        string[] paths =
        [
            "/", "", "/healthz", "/healthz/live", "/healthz/ready", "/v1/orgs", "/.well-known/jwks.json",
            "/.well-known/openid-configuration", "/openapi/v1.json", "/reference", "/setup", "/metrics", "/secret",
            $"/fa/caddy/{_open.Id}", $"/fa/nginx/{_open.Id}", $"/fa/caddy/{stack.App.Id}", $"/fa/caddy/{_open.Id}?x=/public/",
        ];
        string[] hosts =
        [
            Stack.AppHost, "open.localhost", "localhost", stack.Server.ForwardAuthUrl.Authority, stack.Server.Url.Authority,
            stack.UrlOf(Stack.Caddy).Authority,
        ];

        await ShouldNotGetInAsync($"http:http://{Stack.AppHost}/public/logo.png", Stack.AppHost);
        foreach (var path in paths)
        {
            foreach (var host in hosts)
            {
                await ShouldNotGetInAsync($"http:http://{host}{path}", host);
            }

            await ShouldNotGetInAsync($"https:http://{Stack.AppHost}{path}", Stack.AppHost);
            await ShouldNotGetInAsync($"http:{path}", Stack.AppHost);
            await ShouldNotGetInAsync($"x:{path.TrimStart('/')}", Stack.AppHost);
            await ShouldNotGetInAsync($"http://{stack.Server.ForwardAuthUrl.Authority}{path}", Stack.AppHost);
        }
    }

    [Theory]
    [MemberData(nameof(Stack.Proxies), MemberType = typeof(Stack))]
    public async Task An_absolute_target_gets_in_nowhere_either(string proxy)
    {
        foreach (var target in (string[])["http://app.localhost/secret", "http://app.localhost/public/../secret", "http:http://app.localhost/", "*"])
        {
            (await stack.SendAsync(proxy, target)).ShouldBeRefused(400, 401, 403, 404, 405);
        }
    }

    private async Task ShouldNotGetInAsync(string target, string host)
    {
        var passage = await stack.SendToHostAsync(Stack.Caddy, host, target);

        passage.Reached.ShouldBeEmpty(target);
        passage.Answer.Status.ShouldBeInRange(300, 599, target);
    }
}
