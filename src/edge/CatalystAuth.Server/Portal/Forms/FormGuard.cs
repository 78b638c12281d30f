using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Portal.Errors;
using Microsoft.AspNetCore.Antiforgery;

namespace CatalystAuth.Server.Portal.Forms;

/// <summary>
/// Takes a form only from a page of this server: the browser says that one of ours sent it, and it carries the token that the page was given. Either
/// would do; a hole in one is not a hole.
/// </summary>
internal static class FormGuard
{
    /// <summary>Guards all routes of a group that change something.</summary>
    public static RouteGroupBuilder TakesOwnFormsOnly(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            {
                return await next(context);
            }

            var view = http.Features.Get<PortalView>() ?? (await PortalView.BindAsync(http))!;
            if (!http.Request.HasFormContentType || !http.RequestServices.GetRequiredService<SameOrigin>().Sent(http.Request))
            {
                return PortalPage.Of<ErrorPage>(view, StatusCodes.Status403Forbidden, ("Code", "portal.cross_site"));
            }

            if (await WhyUnreadableAsync(http) is { } status)
            {
                return PortalPage.Of<ErrorPage>(view, status, ("Code", "portal.unreadable"));
            }

            return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
                ? await next(context)
                : PortalPage.Of<ErrorPage>(view, StatusCodes.Status400BadRequest, ("Code", "portal.stale"), ("Back", view.Path));
        });
        return group;
    }

    // Read before others do, to whom a form that is none is a failure of the server.
    private static async Task<int?> WhyUnreadableAsync(HttpContext http)
    {
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            return null;
        }
        catch (InvalidDataException)
        {
            return StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException refused)
        {
            return refused.StatusCode;
        }
        catch (IOException) when (!http.RequestAborted.IsCancellationRequested)
        {
            // It ends before it is done.
            return StatusCodes.Status400BadRequest;
        }
    }

    /// <summary>Registers the tokens.</summary>
    public static void AddFormGuard(this IServiceCollection services) => services.AddAntiforgery(options =>
    {
        options.Cookie = new HostCookie { Name = "__Host-catalyst_form", HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true, Path = "/" };
        options.SuppressXFrameOptionsHeader = true;
    });

    // Secure also over plain HTTP: on this machine browsers take it, and everywhere else they must not.
    private sealed class HostCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
