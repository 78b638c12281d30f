using CatalystAuth.Core.Apps;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.ForwardAuth.AppSessions;

/// <summary>
/// Where a proxy that hands no redirect of an answer on sends everybody who got 401 from it (<see cref="AppLoginPaths.Start"/>), with the page in the query. It is
/// decided once more about that page, as if it had been asked for, and what comes out is answered here: to sign in, to use a second factor, to be refused. Nobody
/// is let in: who may see the page by now is sent back to it.
/// </summary>
internal sealed class SignInStart(AppLogin login, Refusals refusals)
{
    private const string PageParameter = "rd";
    private const string RootPath = "/";
    private const string Separator = "://";

    // By a cookie for the page's path alone a browser would be sent to and fro.
    private const int MaxReturns = 3;

    /// <summary>The request as it is decided about: of a start that for the page; else the one that came.</summary>
    /// <param name="question">What was asked for, with its host.</param>
    public static ForwardedRequest Meant(in Question question)
    {
        var request = question.Request;
        return question.Flavour == ProxyFlavour.IngressNginxDirect && request.Uri.AsSpan(0, EndOf(request.Uri)).SequenceEqual(AppLoginPaths.Start)
            ? request with { Uri = PageIn(question) }
            : request;
    }

    /// <summary>Sends a browser back to a page that it may see, a few times at most; a program stays refused, as what it wanted was not done.</summary>
    public Task GoBackAsync(in Question question)
    {
        if (!LoginChoice.Redirects(question))
        {
            return refusals.DenyAsync(question, Denial.Unauthenticated);
        }

        var returns = LoginCookies.ReturnsOf(question);
        if (returns >= MaxReturns)
        {
            return login.StopAsync(question, DeadEnd.CookieInTheWay);
        }

        LoginCookies.SetReturns(question.Context.Response, returns + 1);
        RedirectWriter.Write(question.Context, question.Flavour, question.Request.Method, question.Origin + question.Request.Uri);
        return Task.CompletedTask;
    }

    // Path and query, when they are of this host; else the root's. Nothing else of the URL counts.
    private static string PageIn(in Question question)
    {
        var query = QueryHelpers.ParseQuery(question.Request.Uri[EndOf(question.Request.Uri)..]);
        return query.TryGetValue(PageParameter, out var urls) && urls is [{ } url] && PathIn(question, url) is { } path && CanonicalPath.TryRead(path, out var canonical)
            && !canonical.Value.Span.StartsWith(AppLoginPaths.Prefix, StringComparison.Ordinal)
                ? path
                : RootPath;
    }

    // The proxy puts it together from its scheme, the client's Host and the client's target, so the first slash ends the host.
    private static string? PathIn(in Question question, string url)
    {
        var host = url.IndexOf(Separator, StringComparison.Ordinal) + Separator.Length;
        var slash = host < Separator.Length ? -1 : url.IndexOf('/', host);
        if (slash < 0)
        {
            return null;
        }

        var scheme = url[..(host - Separator.Length)];
        return scheme is "http" or "https" && IsSameHost(question, scheme, url[host..slash]) ? url[slash..] : null;
    }

    private static bool IsSameHost(in Question question, string scheme, string host)
    {
        if (AppHost.Canonicalise(host) is not { } canonical)
        {
            return false;
        }

        var name = AppHost.NameOf(canonical);
        return (canonical[name.Length..] == (scheme == "https" ? ":443" : ":80") ? name : canonical) == question.Authority;
    }

    private static int EndOf(string uri) => uri.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? at : uri.Length;
}
