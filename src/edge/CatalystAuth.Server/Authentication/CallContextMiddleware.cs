using System.Diagnostics;
using CatalystAuth.Core.Actors;
using CatalystAuth.Server.Portal.Texts;

namespace CatalystAuth.Server.Authentication;

/// <summary>Tells the use cases where a call comes from, and its browser what to keep of its session.</summary>
internal static class CallContextMiddleware
{
    public static IApplicationBuilder UseCallContext(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var call = context.RequestServices.GetRequiredService<CallContext>();
        var address = context.Connection.RemoteIpAddress;
        call.IpAddress = (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
        call.UserAgent = context.Request.Headers.UserAgent is [{ Length: > 0 } agent] ? agent : null;
        call.Locale = PortalTexts.OfBrowser(context.Request)?.Language;
        call.TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

        // Whatever the answer is: when there is another secret, the one before is good for nothing.
        context.Response.OnStarting(
            static state =>
            {
                var (context, call) = ((HttpContext, CallContext))state;
                if (call.BrowserCredential is { } credential)
                {
                    BrowserCookies.WriteSession(context, credential);
                }

                return Task.CompletedTask;
            },
            (context, call));
        return next(context);
    });
}
