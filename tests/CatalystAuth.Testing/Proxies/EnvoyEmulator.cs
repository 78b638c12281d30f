using CatalystAuth.Contracts.Apps;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.Testing.Proxies;

/// <summary>
/// Envoy with its <c>ext_authz</c> filter over HTTP: the question goes to the route with the client's path behind it, only the listed headers
/// go along, only 200 allows, and a header that is missing in the answer leaves the client's own in place.
/// </summary>
public sealed class EnvoyEmulator : ProxyEmulator
{
    private readonly Yaml _resources;
    private readonly Yaml _manager;
    private readonly Yaml _filter;
    private readonly Yaml _virtualHost;

    private EnvoyEmulator(Yaml resources)
    {
        _resources = resources;
        _manager = resources["listeners", 0, "filter_chains", 0, "filters", 0, "typed_config"];
        _filter = _manager["http_filters", 0, "typed_config"];
        _virtualHost = _manager["route_config", "virtual_hosts", 0];
    }

    /// <summary>Starts one.</summary>
    public static async Task<EnvoyEmulator> StartAsync(ProxyConfig config)
    {
        var envoy = new EnvoyEmulator(Yaml.Parse(config.Files.Single().Content)["static_resources"]);
        await envoy.StartAsync();
        return envoy;
    }

    private protected override async Task HandleAsync(HttpContext context)
    {
        if ((_manager["common_http_protocol_options", "headers_with_underscores_action"].Text == "REJECT_REQUEST"
                && context.Request.Headers.Keys.Any(name => name.Contains('_', StringComparison.Ordinal)))
            || Normalize(TargetOf(context)) is not { } target)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var host = context.Request.Host.Value ?? string.Empty;
        if (!_virtualHost["domains"].Items.Any(domain => domain.Text == "*" || domain.Text == host || (domain.Text.EndsWith(":*", StringComparison.Ordinal)
            && host.StartsWith(domain.Text[..^1], StringComparison.Ordinal))))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // An upgrade that is not configured is refused before all filters.
        if (context.WebSockets.IsWebSocketRequest && !_manager["upgrade_configs"].Items.Any(upgrade => upgrade["upgrade_type"].Text == "websocket"))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var headers = HeadersOf(context);
        headers["X-Forwarded-For"] = [$"{context.Connection.RemoteIpAddress}"];
        if (!await ExtAuthzAsync(context, target, host, headers))
        {
            return;
        }

        foreach (var name in _virtualHost["request_headers_to_remove"].Items)
        {
            headers.Remove(name.Text);
        }

        await ForwardAsync(context, AddressOf(_virtualHost["routes", 0, "route", "cluster"].Text), target, headers);
    }

    private async Task<bool> ExtAuthzAsync(HttpContext context, string target, string host, Dictionary<string, List<string>> headers)
    {
        var service = _filter["http_service"];
        var allowed = Names(_filter["allowed_headers"]);
        allowed.Add("authorization");
        var sent = headers.Where(header => allowed.Contains(header.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var header in service["authorization_request", "headers_to_add"].Items)
        {
            sent[header["key"].Text] = [header["value"].Text];
        }

        using var answer = await AskAsync(
            context.Request.Method, AddressOf(service["server_uri", "cluster"].Text), service["path_prefix"].Text + target, host, sent);
        if (answer is null || (int)answer.StatusCode >= 500)
        {
            context.Response.StatusCode = _filter["status_on_error", "code"].Text == "ServiceUnavailable"
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status403Forbidden;
            return false;
        }

        if ((int)answer.StatusCode != StatusCodes.Status200OK)
        {
            var shown = Names(service["authorization_response", "allowed_client_headers"]);
            await CopyAsync(context, answer, shown.Contains);
            return false;
        }

        foreach (var name in Names(service["authorization_response", "allowed_client_headers_on_success"]))
        {
            if (answer.Headers.TryGetValues(name, out var shown))
            {
                context.Response.Headers.Append(name, shown.ToArray());
            }
        }

        foreach (var name in Names(service["authorization_response", "allowed_upstream_headers"]))
        {
            if (answer.Headers.TryGetValues(name, out var values))
            {
                headers[name] = [.. values];
            }
        }

        return true;
    }

    // As normalize_path, merge_slashes and path_with_escaped_slashes_action: REJECT_REQUEST do; null for what is rejected.
    private static string? Normalize(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = (query < 0 ? target : target[..query]).Replace('\\', '/');
        if (path.Length == 0 || path[0] != '/' || target.Contains('#', StringComparison.Ordinal) || path.Contains("%2f", StringComparison.OrdinalIgnoreCase)
            || path.Contains("%5c", StringComparison.OrdinalIgnoreCase) || path.Contains("%00", StringComparison.Ordinal))
        {
            return null;
        }

        var kept = new List<string>();
        var segments = path.Split('/');
        foreach (var segment in segments.Select(segment => segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase)))
        {
            if (segment == "..")
            {
                kept.RemoveRange(Math.Max(kept.Count - 1, 0), Math.Min(kept.Count, 1));
            }
            else if (segment is not ("." or ""))
            {
                kept.Add(segment);
            }
        }

        var tail = segments[^1] is "" or "." or ".." && kept.Count > 0 ? "/" : string.Empty;
        return $"/{string.Join('/', kept)}{tail}{(query < 0 ? string.Empty : target[query..])}";
    }

    private static HashSet<string> Names(Yaml matcher) =>
        matcher["patterns"].Items.Select(pattern => pattern["exact"].Text).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private string AddressOf(string cluster)
    {
        var found = _resources["clusters"].Items.Single(item => item["name"].Text == cluster);
        var address = found["load_assignment", "endpoints", 0, "lb_endpoints", 0, "endpoint", "address", "socket_address"];
        return $"http://{address["address"].Text}:{address["port_value"].Text}";
    }
}
