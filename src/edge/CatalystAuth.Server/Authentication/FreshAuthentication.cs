using System.Globalization;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Http;

namespace CatalystAuth.Server.Authentication;

/// <summary>Has a route ask for a proof of who calls that is not old (RFC 9470).</summary>
internal static class FreshAuthentication
{
    /// <summary>Refuses whoever has not authenticated within a time; a key never has.</summary>
    /// <param name="route">The route.</param>
    /// <param name="maxAge">How long ago it may be.</param>
    /// <param name="byAnyProof">Whether any proof will do, also for who has a second factor.</param>
    public static RouteHandlerBuilder NeedsFresh(this RouteHandlerBuilder route, TimeSpan maxAge, bool byAnyProof = false) => route.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        var refusal = await http.RequestServices.GetRequiredService<FreshSession>().RefuseAsync(maxAge, http.RequestAborted, byAnyProof);
        return refusal is null ? await next(context)
            : refusal.Code == AuthErrorCodes.StepUpRequired ? Challenge(refusal, maxAge)
            : Problem.Of(refusal);
    });

    /// <summary>A refusal that asks for a newer proof.</summary>
    public static IResult Challenge(Error refusal, TimeSpan maxAge) => new StepUpResult(refusal, maxAge);

    private sealed class StepUpResult(Error error, TimeSpan maxAge) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var seconds = ((int)maxAge.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            var level = error.Proofs is [StepUpProofs.SecondFactor] ? $", acr_values=\"{AcrValues.TwoFactors}\"" : string.Empty;
            var challenge =
                $"Bearer realm=\"catalyst\", error=\"insufficient_user_authentication\", error_description=\"A more recent authentication is needed\"{level}, max_age=\"{seconds}\"";
            return Problem.WriteAsync(
                httpContext, StatusCodes.Status401Unauthorized, Problem.Describe(httpContext, error, StatusCodes.Status401Unauthorized), challenge);
        }
    }
}
