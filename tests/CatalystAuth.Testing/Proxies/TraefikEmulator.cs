using System.Text.RegularExpressions;
using CatalystAuth.Contracts.Apps;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.Testing.Proxies;

/// <summary>
/// Traefik with its file provider: routers by host, the middlewares <c>headers</c> and <c>forwardAuth</c> (without
/// <c>trustForwardHeader</c>), and a service. A header that is not listed passes, as it does there.
/// </summary>
public sealed partial class TraefikEmulator : ProxyEmulator
{
    private readonly Yaml _http;
    private readonly Yaml _router;

    private TraefikEmulator(Yaml http)
    {
        _http = http;
        _router = http["routers"].Members.Single().Value;
    }

    /// <summary>Starts one.</summary>
    public static async Task<TraefikEmulator> StartAsync(ProxyConfig config)
    {
        var traefik = new TraefikEmulator(Yaml.Parse(config.Files.Single().Content)["http"]);
        await traefik.StartAsync();
        return traefik;
    }

    private protected override async Task HandleAsync(HttpContext context)
    {
        var target = TargetOf(context);
        if (!Matches(context.Request.Host.Host))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var headers = HeadersOf(context);
        foreach (var name in _router["middlewares"].Items)
        {
            var (kind, middleware) = _http["middlewares", name.Text].Members.Single();
            if (kind == "headers")
            {
                SetHeaders(headers, middleware);
            }
            else if (!await ForwardAuthAsync(context, target, headers, middleware))
            {
                return;
            }
        }

        SetForwarded(context, headers);
        await ForwardAsync(context, _http["services", _router["service"].Text, "loadBalancer", "servers", 0, "url"].Text, target, headers);
    }

    private bool Matches(string host) => HostPattern().Matches(_router["rule"].Text).Any(rule => rule.Groups[1].Length > 0
        ? Regex.IsMatch(host, rule.Groups[2].Value, RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1))
        : rule.Groups[2].Value.Equals(host, StringComparison.OrdinalIgnoreCase));

    private static void SetHeaders(Dictionary<string, List<string>> headers, Yaml middleware)
    {
        foreach (var (name, value) in middleware["customRequestHeaders"].Members)
        {
            headers.Remove(name);
            if (value.Text.Length > 0)
            {
                headers[name] = [value.Text];
            }
        }
    }

    private async Task<bool> ForwardAuthAsync(HttpContext context, string target, Dictionary<string, List<string>> headers, Yaml middleware)
    {
        var asked = middleware["authRequestHeaders"].Items.Select(item => item.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sent = headers.Where(header => asked.Contains(header.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        SetForwarded(context, sent);
        sent["X-Forwarded-Method"] = [context.Request.Method];
        sent["X-Forwarded-Uri"] = [target];
        var address = new Uri(middleware["address"].Text);
        using var answer = await AskAsync("GET", address.GetLeftPart(UriPartial.Authority), address.AbsolutePath, address.Authority, sent);
        if (answer is null)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return false;
        }

        if (!answer.IsSuccessStatusCode)
        {
            await CopyAsync(context, answer, _ => true);
            return false;
        }

        var kept = middleware["addAuthCookiesToResponse"].Items.Select(item => $"{item.Text}=").ToList();
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            context.Response.Headers.Append("Set-Cookie", cookies.Where(cookie => kept.Any(cookie.StartsWith)).ToArray());
        }

        foreach (var name in middleware["authResponseHeaders"].Items.Select(item => item.Text))
        {
            headers.Remove(name);
            if (answer.Headers.TryGetValues(name, out var values))
            {
                headers[name] = [.. values];
            }
        }

        return true;
    }

    private static void SetForwarded(HttpContext context, Dictionary<string, List<string>> headers)
    {
        foreach (var name in headers.Keys.Where(name => name.Replace('_', '-').StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            headers.Remove(name);
        }

        headers["X-Forwarded-Proto"] = [context.WebSockets.IsWebSocketRequest ? "ws" : "http"];
        headers["X-Forwarded-Host"] = [context.Request.Host.Value ?? string.Empty];
        headers["X-Forwarded-For"] = [$"{context.Connection.RemoteIpAddress}"];
    }

    [GeneratedRegex("Host(Regexp)?\\(`([^`]+)`\\)")]
    private static partial Regex HostPattern();
}
