using System.Net;
using CatalystAuth.Core.AppSessions;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>
/// What the Kubernetes controller for nginx makes of a client's request with the two ingresses that are written for it: it asks, or hands a request for one of
/// forward-auth's own paths on; and sends everybody elsewhere who got 401.
/// </summary>
internal sealed class IngressController(TestGate gate, string route)
{
    /// <summary>What a client gets.</summary>
    public async Task<Reply> OpenAsync(
        string uri, string method = "GET", string host = "app.localhost", string proto = "http", params (string Name, string Value)[] extra)
    {
        if (uri.StartsWith(AppLoginPaths.Prefix, StringComparison.Ordinal))
        {
            return await HandOnAsync(uri, method, host, proto, extra);
        }

        var reply = await AskAsync(uri, method, host, proto, extra);
        var handedOn = reply.Cookies.Take(1).ToArray();
        return reply.Status != HttpStatusCode.Unauthorized
            ? reply with { Headers = With(reply.Headers, "Set-Cookie", handedOn) }
            : new(HttpStatusCode.Found, string.Empty, With(With(
                new Dictionary<string, string[]>(), "Set-Cookie", handedOn), "Location", [$"{proto}://{host}{AppLoginPaths.Start}?rd={proto}://{host}{Uri.EscapeDataString(uri)}"]));
    }

    /// <summary>Asks about a request.</summary>
    public Task<Reply> AskAsync(string uri, string method = "GET", string host = "app.localhost", string proto = "http", params (string Name, string Value)[] extra) =>
        SendAsync(HttpMethod.Get, $"/fa/ingress-nginx/{route}", [("X-Original-URL", $"{proto}://{host}{uri}"), ("X-Original-Method", method), .. extra]);

    /// <summary>Hands a request on.</summary>
    public Task<Reply> HandOnAsync(
        string uri, string method = "GET", string host = "app.localhost", string proto = "http", params (string Name, string Value)[] extra) =>
        SendAsync(new(method), uri, [("Host", DirectHosts.Of(route)), ("X-Forwarded-Host", host), ("X-Forwarded-Proto", proto), .. extra]);

    /// <summary>Sends whatever is wanted.</summary>
    public async Task<Reply> SendAsync(HttpMethod method, string target, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(
            method, new Uri($"{gate.Url.GetLeftPart(UriPartial.Authority)}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        foreach (var header in headers.GroupBy(header => header.Name))
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Select(value => value.Value));
        }

        using var response = await http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    private static Dictionary<string, string[]> With(IReadOnlyDictionary<string, string[]> headers, string name, string[] values)
    {
        var all = new Dictionary<string, string[]>(headers, StringComparer.OrdinalIgnoreCase);
        all.Remove(name);
        if (values.Length > 0)
        {
            all.Add(name, values);
        }

        return all;
    }
}
