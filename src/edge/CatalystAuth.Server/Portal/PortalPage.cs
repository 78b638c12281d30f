using CatalystAuth.Contracts.Results;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.Portal.Errors;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CatalystAuth.Server.Portal;

/// <summary>Answers with pages.</summary>
internal static class PortalPage
{
    /// <summary>
    /// What a browser forgets at the end of a session (<c>Clear-Site-Data</c>). Not all cookies: those of other hosts of the same site would go too.
    /// </summary>
    public const string SiteData = "\"cache\", \"storage\"";

    /// <summary>A page with its parameters.</summary>
    public static IResult Of<TPage>(PortalView view, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TPage : IComponent => Of<TPage>(view, StatusCodes.Status200OK, parameters);

    /// <summary>A page with its parameters, and another status.</summary>
    public static IResult Of<TPage>(PortalView view, int status, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TPage : IComponent
    {
        var all = new Dictionary<string, object?> { ["View"] = view };
        foreach (var (name, value) in parameters)
        {
            all[name] = value;
        }

        return new RazorComponentResult<TPage>(all) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>A refusal, as a page.</summary>
    public static IResult Of(PortalView view, Error error) => error.Kind == ErrorKind.Unauthenticated
        ? Results.Redirect(LocalPath.SignIn(view.Path))
        : Of<ErrorPage>(view, Problem.StatusOf(error.Kind), ("Code", error.Code), ("Message", PortalErrors.Tell(view.Texts, error)));

    /// <summary>Goes to another page after a form was taken (303), so that neither reload nor back sends it again.</summary>
    public static IResult SeeOther(string path) => new SeeOtherResult(path);

    private sealed class SeeOtherResult(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
