using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Names that some proxy does not find, or has no place for.</summary>
public sealed class NameTests(Stack stack)
{
    public static TheoryData<string, string> ProxiesAndNames => new MatrixTheoryData<string, string>(
        [ProxyNames.Caddy, ProxyNames.Nginx, ProxyNames.HAProxy], ["localhost"]);

    [Theory]
    [MemberData(nameof(ProxiesAndNames))]
    [InlineData(ProxyNames.HAProxy, "auth.localhost")]
    public async Task Forward_auth_on_the_same_machine_is_found_by_name(string name, string host)
    {
        var forwardAuth = new UriBuilder(stack.Server.ForwardAuthUrl) { Host = host }.Uri;
        await using var proxy = await Proxy.StartAsync(name, stack.Tenant.Client, stack.App.Id, forwardAuth, stack.Upstream.Url);

        (await RawHttp.SendAsync(proxy.Url, "GET", "/public/x", Stack.AppHost)).Status.ShouldBe(200);
        (await RawHttp.SendAsync(proxy.Url, "GET", "/reports", Stack.AppHost)).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData(46, null)]
    [InlineData(47, "server_names_hash_bucket_size 128;")]
    [InlineData(111, "server_names_hash_bucket_size 256;")]
    public async Task Beside_another_server_nginx_has_place_for_a_long_host_when_it_is_told_what_the_notes_say(int length, string? directive)
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Emmy");
        const string rest = ".apps.example";
        var label = new string('a', 30);
        var host = string.Join('.', Enumerable.Repeat(label, 5))[^(length - rest.Length)..] + rest;
        host = host[0] == '.' ? 'a' + host[1..] : host;
        var app = await tenant.Client.Apps.CreateAsync(tenant.Org.Id, new("Long", [host], [new("/**", new Requirement.Public())]), TestContext.Current.CancellationToken);
        var config = (await tenant.Client.Apps.GetProxyConfigAsync(
            app.Value.Id, Proxy.RequestOf(ProxyNames.Nginx, stack.Server.ForwardAuthUrl, stack.Upstream.Url), TestContext.Current.CancellationToken)).Value;

        string.Concat(config.Notes).Contains("server_names_hash_bucket_size", StringComparison.Ordinal).ShouldBe(directive is not null);
        if (directive is not null)
        {
            config.Notes.ShouldContain(note => note.Contains(directive, StringComparison.Ordinal));
            await Should.ThrowAsync<Exception>(() => Proxy.StartAsync(config));
        }

        await using var proxy = await Proxy.StartAsync(config with { Files = [.. config.Files.Select(file => file with { Content = $"{directive}\n{file.Content}" })] });
        (await RawHttp.SendAsync(proxy.Url, "GET", "/", host)).Status.ShouldBe(200);
    }
}
