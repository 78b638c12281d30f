using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Server.Authentication;

namespace CatalystAuth.Server.Flows;

/// <summary>
/// Flows for browsers at pages of this server: a cookie binds the flow to the browser, and the session that it ends with is a cookie too. Only what
/// our own pages send is heard.
/// </summary>
internal sealed class BrowserFlows(SameOrigin origin)
{
    private static readonly Error CrossSite = new(
        AuthErrorCodes.CrossSite, "A browser's flow is for pages of this server only.", ErrorKind.Unauthenticated);

    public async Task<Result<FlowResponse>> StartAsync(HttpContext context, StartFlowRequest request, CancellationToken cancellationToken)
    {
        if (!origin.Sent(context.Request))
        {
            return CrossSite;
        }

        Bind(context, BrowserCookies.BrowserSecret(context));
        return await Auth(context).StartFlowAsync(request with { Browser = true }, cancellationToken);
    }

    /// <summary>Where a flow of this browser stands. A page that only shows it may be come to from anywhere.</summary>
    public static Task<Result<FlowResponse>> ReadAsync(HttpContext context, FlowId flow, CancellationToken cancellationToken)
    {
        Bind(context, BrowserCookies.ReadBrowserSecret(context.Request));
        return Auth(context).ReadFlowAsync(flow, secret: null, cancellationToken);
    }

    public async Task<Result<FlowResponse>> AnswerAsync(
        HttpContext context, FlowId flow, AnswerFlowRequest request, CancellationToken cancellationToken)
    {
        if (!origin.Sent(context.Request))
        {
            return CrossSite;
        }

        Bind(context, BrowserCookies.ReadBrowserSecret(context.Request));
        return await Auth(context).AnswerFlowAsync(flow, request with { Secret = null }, cancellationToken);
    }

    /// <summary>Has a use case that begins a session give it to the browser, as a cookie.</summary>
    public static void Bind(HttpContext context, string? secret)
    {
        var call = context.RequestServices.GetRequiredService<CallContext>();
        (call.IsOfBrowser, call.FlowSecret) = (true, secret);
    }

    private static IAuth Auth(HttpContext context) => context.RequestServices.GetRequiredService<ICatalyst>().Auth;
}
