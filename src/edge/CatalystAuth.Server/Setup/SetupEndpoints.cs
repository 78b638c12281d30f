using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Setup;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;
using CatalystAuth.Server.RateLimits;

namespace CatalystAuth.Server.Setup;

internal static class SetupEndpoints
{
    public static void MapSetup(this IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/setup", (SetupRequest request, ICatalyst catalyst, CancellationToken ct) =>
            catalyst.Setup.CompleteAsync(request, ct).ToOk())
        .AllowAnonymous().RateLimitedAs(RateLimitedRoutes.Flows).WithTags("Setup").Answers<FlowResponse>().Refuses(400, 403)
        .Describes("completeSetup", "Create the first platform admin with the one-time token that the server printed.");
}
