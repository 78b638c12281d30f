using CatalystAuth.Contracts.Apps;
using CatalystAuth.Core.Apps;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.ForwardAuth.AppSessions;

/// <summary>Whether somebody who is not known is sent to sign in, or told 401: a page can follow the way there, a program can't.</summary>
internal static class LoginChoice
{
    /// <summary>Decides it for a question whose app and path are known.</summary>
    public static bool Redirects(in Question question) =>
        Redirects(question.App!.App, question.Request, question.Path, question.Context.Request.Headers);

    /// <summary>Decides it; whoever sends a bearer token, good or not, is a program.</summary>
    public static bool Redirects(App app, in ForwardedRequest request, in CanonicalPath path, IHeaderDictionary headers)
    {
        if (headers.Authorization.Count > 0 || app.Unauthenticated == UnauthenticatedAnswers.Refuse || path.IsAmbiguous || IsOfApi(app, path.Value.Span))
        {
            return false;
        }

        if (RequestKind.IsWebSocket(request, headers))
        {
            return false;
        }

        var navigates = RequestKind.IsNavigation(headers);
        if (request.Method is not ("GET" or "HEAD") || navigates is not null)
        {
            return navigates == true;
        }

        return !RequestKind.IsOfScript(headers)
            && (app.Unauthenticated == UnauthenticatedAnswers.Redirect || RequestKind.TakesPages(headers));
    }

    private static bool IsOfApi(App app, ReadOnlySpan<char> path)
    {
        foreach (var prefix in app.ApiPathPrefixes)
        {
            if (prefix.Length == 1 || (path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (path.Length == prefix.Length || path[prefix.Length] == '/')))
            {
                return true;
            }
        }

        return false;
    }
}
