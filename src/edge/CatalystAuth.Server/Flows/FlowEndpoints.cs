using System.Text.Json;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.Idempotency;
using CatalystAuth.Server.OpenApi;
using CatalystAuth.Server.RateLimits;

namespace CatalystAuth.Server.Flows;

internal static class FlowEndpoints
{
    public static void MapFlows(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/v1/auth").WithTags("Authentication").RateLimitedAs(RateLimitedRoutes.Flows);

        auth.MapPost("/flows", (StartFlowRequest request, ICatalyst catalyst, CancellationToken ct) =>
                ToFlow(catalyst.Auth.StartFlowAsync(request, ct)))
            .AllowAnonymous().Answers<FlowResponse>().Refuses(400, 401, 403, 404, 409, 410)
            .Describes("startFlow", "Begin a sign-up or sign-in, with all answers that are known already.");

        auth.MapPost("/flows/{flow}", (FlowId flow, AnswerFlowRequest request, ICatalyst catalyst, CancellationToken ct) =>
                ToFlow(catalyst.Auth.AnswerFlowAsync(flow, request, ct)))
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
            .AllowAnonymous().IgnoresIdempotency().Answers<PasswordStrength>().Refuses(400)
            .Describes("ratePassword", "How good a password would be, while it is typed. Nothing is kept.");

        auth.MapPost("/sign-out", (ICatalyst catalyst, CancellationToken ct) => catalyst.Auth.SignOutAsync(ct).ToNoContent())
            .RequireAuthorization().AnswersNothing().Refuses(401, 403, 404)
            .Describes("signOut", "End the session that this call is made with.");
    }

    /// <summary>
    /// A flow that asks on because of wrong answers is both: the step to show again and a problem with a status that scripts understand.
    /// </summary>
    internal static async Task<IResult> ToFlow(Task<Result<FlowResponse>> task) => (await task).Match(
        flow => flow.Step.Errors is { Count: > 0 } errors ? new RefusedAnswers(flow, errors[0]) : Results.Ok(flow), Problem.Of);

    private sealed class RefusedAnswers(FlowResponse flow, FlowError error) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var status = error.Code == FlowErrorCodes.InvalidCredentials
                ? StatusCodes.Status401Unauthorized
                : StatusCodes.Status400BadRequest;
            var body = Problem.Describe(httpContext, new Error(error.Code, error.Message, ErrorKind.Invalid), status);
            var step = JsonSerializer.SerializeToNode(flow, CatalystJson.Strict.GetTypeInfo(typeof(FlowResponse)))!.AsObject();
            foreach (var (name, value) in step.ToList())
            {
                step.Remove(name);
                body[name] = value;
            }

            return Problem.WriteAsync(httpContext, status, body);
        }
    }
}
