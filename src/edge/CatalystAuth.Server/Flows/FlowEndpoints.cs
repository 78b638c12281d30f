using System.Text.Json;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.Idempotency;
using CatalystAuth.Server.OpenApi;
using CatalystAuth.Server.RateLimits;
using Microsoft.AspNetCore.Mvc;

namespace CatalystAuth.Server.Flows;

internal static class FlowEndpoints
{
    public static void MapFlows(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/v1/auth").WithTags("Authentication").RateLimitedAs(RateLimitedRoutes.Flows);

        auth.MapPost("/flows", (HttpContext context, StartFlowRequest request, ICatalyst catalyst, BrowserFlows browsers, CancellationToken ct) =>
                ToFlow(context, request.Browser ? browsers.StartAsync(context, request, ct) : AsScript(context, catalyst).StartFlowAsync(request, ct)))
            .AllowAnonymous().Answers<FlowResponse>().Refuses(400, 401, 403, 404, 409, 410)
            .Describes("startFlow", "Begin a flow, as a sign-up, a sign-in or a step-up, with all answers that are known already. One within a session comes with its access token.");

        auth.MapGet("/flows/{flow}", (
                HttpContext context, FlowId flow, [FromHeader(Name = FlowHeaders.Secret)] string? secret, ICatalyst catalyst, CancellationToken ct) =>
                ToFlow(context, secret is null ? BrowserFlows.ReadAsync(context, flow, ct) : AsScript(context, catalyst).ReadFlowAsync(flow, secret, ct), isAnswer: false))
            .AllowAnonymous().Answers<FlowResponse>().Refuses(400, 401, 404)
            .Describes("readFlow", "Where a flow stands, by its secret or the browser's cookie.");

        auth.MapPost("/flows/{flow}", (
                HttpContext context, FlowId flow, AnswerFlowRequest request, ICatalyst catalyst, BrowserFlows browsers, CancellationToken ct) =>
                ToFlow(context, request.Secret is null
                    ? browsers.AnswerAsync(context, flow, request, ct)
                    : AsScript(context, catalyst).AnswerFlowAsync(flow, request, ct)))
            .AllowAnonymous().Answers<FlowResponse>().Refuses(400, 401, 403, 404, 409, 410)
            .Describes("answerFlow", "Answer the active step of a flow.");

        auth.MapPost("/step-up", (StepUpRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Auth.StepUpAsync(request, ct).ToOk())
            .RequireAuthorization().IgnoresIdempotency().Answers<SteppedUp>().Refuses(400, 401, 403)
            .Describes("stepUp", "Prove anew who the user is, for what asks for a fresh proof.");

        auth.MapPost("/step-up/passkey", (ICatalyst catalyst, CancellationToken ct) => catalyst.Auth.BeginStepUpPasskeyAsync(ct).ToOk())
            .RequireAuthorization().IgnoresIdempotency().Answers<PasskeyChallenge>().Refuses(401, 403)
            .Describes("beginStepUpPasskey", "Ask for a passkey of the caller's, as a proof for a step-up.");

        auth.MapPost("/password-strength", (PasswordStrengthRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Auth.RatePasswordAsync(request, ct).ToOk())
            .AllowAnonymous().RateLimitedAs(RateLimitedRoutes.Strength).IgnoresIdempotency().Answers<PasswordStrength>().Refuses(400)
            .Describes("ratePassword", "How good a password would be, while it is typed. Nothing is kept.");

        auth.MapPost("/sign-out", (HttpContext context, ICatalyst catalyst, CancellationToken ct) =>
            {
                if (context.User.Identity is { AuthenticationType: BrowserAuthenticationHandler.SchemeName })
                {
                    BrowserCookies.Clear(context);
                }

                return catalyst.Auth.SignOutAsync(ct).ToNoContent();
            })
            .RequireAuthorization().AnswersNothing().Refuses(401, 403, 404)
            .Describes("signOut", "End the session that this call is made with.");
    }

    // Whoever is signed in at the portal in this browser has nothing to do with a flow that a script holds the secret of.
    private static IAuth AsScript(HttpContext context, ICatalyst catalyst)
    {
        context.RequestServices.GetRequiredService<CallContext>().IsOfBrowser = false;
        return catalyst.Auth;
    }

    /// <summary>
    /// A flow that asks on because of wrong answers is both: the step to show again and a problem with a status that scripts understand. Who sent a token
    /// that does not hold is told that, rather than that nobody sent one.
    /// </summary>
    internal static async Task<IResult> ToFlow(HttpContext context, Task<Result<FlowResponse>> task, bool isAnswer = true) => (await task).Match(
        flow => isAnswer && flow.Step.Errors is { Count: > 0 } errors ? new RefusedAnswers(flow, errors[0]) : Results.Ok(flow),
        refusal => refusal.Code == AuthErrorCodes.StepUpRequired ? FreshAuthentication.Challenge(refusal, FreshSession.Lately)
            : refusal.Code is AuthErrorCodes.Unauthenticated or FlowErrorCodes.NotFound && HasDeadToken(context) ? Results.Challenge()
            : Problem.Of(refusal));

    private static bool HasDeadToken(HttpContext context) =>
        context.Request.Headers.Authorization.Count > 0 && context.User.Identity is not { IsAuthenticated: true };

    private sealed class RefusedAnswers(FlowResponse flow, FlowError error) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var status = flow.Step.Kind == FlowStepKinds.Denied || error.Code == SignInPolicyErrorCodes.Unmet ? StatusCodes.Status403Forbidden
                : error.Code is FlowErrorCodes.InvalidCredentials or FlowErrorCodes.InvalidCode ? StatusCodes.Status401Unauthorized
                : error.Code == OrgErrorCodes.Full ? StatusCodes.Status409Conflict
                : StatusCodes.Status400BadRequest;
            var body = Problem.Describe(httpContext, new Error(error.Code, error.Message, ErrorKind.Invalid), status);
            var step = JsonSerializer.SerializeToNode(flow, CatalystJson.Strict.GetTypeInfo(typeof(FlowResponse)))!.AsObject();
            foreach (var (name, value) in step.ToList())
            {
                step.Remove(name);
                body[name] = value;
            }

            return Problem.WriteAsync(httpContext, status, body, Problem.PlainChallenge);
        }
    }
}
