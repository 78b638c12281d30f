using System.Buffers.Text;
using System.Text.Json;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Server.Authentication;

namespace CatalystAuth.Server.Portal.Flows;

/// <summary>Leads a browser through a flow: its answers come as forms, and its session as a cookie.</summary>
internal sealed class PortalFlows(ICatalyst catalyst, CallContext call, ISecretProtector protector)
{
    private const string Cookie = "__Host-catalyst_flow";
    private const string Purpose = "portal.flow";

    private static readonly CookieOptions Options = new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        IsEssential = true,
    };

    /// <summary>Begins one.</summary>
    public async Task<Result<FlowResponse>> StartAsync(HttpContext context, string type, FlowAnswers? answers)
    {
        call.IsOfBrowser = true;
        return Keep(context, await catalyst.Auth.StartFlowAsync(new StartFlowRequest(type, answers), context.RequestAborted), null);
    }

    /// <summary>Answers the active step.</summary>
    public async Task<Result<FlowResponse>> AnswerAsync(HttpContext context, FlowId flow, string kind, FlowAnswers answers)
    {
        call.IsOfBrowser = true;
        var secret = Read(context) is { } kept && kept.Id == flow ? kept.Secret : null;
        return Keep(context, await catalyst.Auth.AnswerFlowAsync(flow, new AnswerFlowRequest(kind, secret, answers), context.RequestAborted), secret);
    }

    /// <summary>Where one stands; null when this browser has no such flow.</summary>
    public FlowResponse? Show(HttpContext context, FlowId flow) => Read(context) is { } kept && kept.Id == flow ? kept : null;

    private Result<FlowResponse> Keep(HttpContext context, Result<FlowResponse> result, string? secret)
    {
        if (!result.TryGet(out var flow, out _))
        {
            return result;
        }

        if (call.BrowserCredential is { } credential && flow.Session is { } session)
        {
            BrowserCookies.WriteSession(context, credential, session.ExpiresAt);
            context.Response.Cookies.Delete(Cookie, Options);
            return flow;
        }

        flow = flow with { Secret = flow.Secret ?? secret };
        var json = JsonSerializer.SerializeToUtf8Bytes(flow, CatalystJson.Strict.GetTypeInfo(typeof(FlowResponse)));
        context.Response.Cookies.Append(Cookie, Base64Url.EncodeToString(protector.Protect(Purpose, json)), Options);
        return flow;
    }

    private FlowResponse? Read(HttpContext context) =>
        context.Request.Cookies[Cookie] is { Length: > 0 } text && Base64Url.IsValid(text)
            && protector.TryUnprotect(Purpose, Base64Url.DecodeFromChars(text), out var json)
            ? (FlowResponse?)JsonSerializer.Deserialize(json, CatalystJson.Strict.GetTypeInfo(typeof(FlowResponse)))
            : null;
}
