using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.ForwardAuth.Requests;

/// <summary>What a request says of what sent it.</summary>
internal static class RequestKind
{
    private const string FetchMode = "Sec-Fetch-Mode";
    private const string EventStream = "text/event-stream";

    /// <summary>Whether it opens a WebSocket. Proxies keep different parts of the handshake; any of them tells.</summary>
    public static bool IsWebSocket(in ForwardedRequest request, IHeaderDictionary headers) =>
        request.IsWebSocket || headers.Upgrade.Count > 0 || headers.SecWebSocketKey.Count > 0 || headers[FetchMode] is ["websocket"];

    /// <summary>Whether it opens a stream of events.</summary>
    public static bool IsEventStream(IHeaderDictionary headers)
    {
        foreach (var value in headers.Accept)
        {
            if (value is not null && value.Contains(EventStream, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a page of another site opens a WebSocket or a stream of events: browsers send cookies with a WebSocket whoever opens it, and ask nobody before
    /// (RFC 6455 §10.2).
    /// </summary>
    public static bool IsOpenedElsewhere(in Question question, IHeaderDictionary headers) =>
        (IsWebSocket(question.Request, headers) || (headers.Origin.Count > 0 && IsEventStream(headers)))
        && !(headers.Origin is [{ } origin] && question.App!.HasOrigin(origin, question.Request.IsHttps));

    /// <summary>Whether it is a CORS preflight, which browsers send without credentials (Fetch §3.2.2). Two values of a header, also in one line, are none.</summary>
    public static bool IsPreflight(in ForwardedRequest request, IHeaderDictionary headers) =>
        request.Method == "OPTIONS" && headers.Origin is [{ } origin] && headers.AccessControlRequestMethod is [{ } method]
        && !origin.Contains(',', StringComparison.Ordinal) && !method.Contains(',', StringComparison.Ordinal)
        && headers.Authorization.Count == 0 && headers.Cookie.Count == 0;

    /// <summary>Whether a script, and not a navigation, sent it: libraries say so where browsers did not yet.</summary>
    public static bool IsOfScript(IHeaderDictionary headers) =>
        headers["X-Requested-With"].Count > 0 || headers["HX-Request"].Count > 0 || IsEventStream(headers)
        || headers.ContentType.ToString().StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a browser says of its request by <c>Sec-Fetch-Mode</c> and <c>-Dest</c>; null of who says nothing.</summary>
    public static bool? IsNavigation(IHeaderDictionary headers) => headers[FetchMode] switch
    {
        [] => null,
        ["navigate"] => headers["Sec-Fetch-Dest"] is [] or ["document"] or ["iframe"] or ["frame"],
        _ => false,
    };

    /// <summary>Whether it takes pages: HTML by name, with a quality above 0 (RFC 9110 §12.5.1). What takes anything is no browser.</summary>
    public static bool TakesPages(IHeaderDictionary headers)
    {
        foreach (var value in headers.Accept)
        {
            foreach (var range in value.AsSpan().Split(','))
            {
                if (IsPage(value.AsSpan()[range]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsPage(ReadOnlySpan<char> range)
    {
        var end = range.IndexOf(';');
        var type = (end < 0 ? range : range[..end]).Trim();
        return (type.Equals("text/html", StringComparison.OrdinalIgnoreCase) || type.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase))
            && (end < 0 || !IsRefused(range[(end + 1)..]));
    }

    // q=0, q=0.0 and so on: the only quality whose digits are all zero.
    private static bool IsRefused(ReadOnlySpan<char> parameters)
    {
        foreach (var part in parameters.Split(';'))
        {
            var parameter = parameters[part].Trim();
            if (parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            {
                return !parameter[2..].ContainsAnyInRange('1', '9');
            }
        }

        return false;
    }
}
