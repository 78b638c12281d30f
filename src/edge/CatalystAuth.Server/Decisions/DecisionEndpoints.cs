using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Decisions;

internal static class DecisionEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/decisions/{decision}", (DecisionId decision, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Decisions.GetAsync(decision, ct).ToOk())
            .RequireAuthorization().WithTags("Decisions").Answers<Decision>().Refuses(400, 401, 403, 404)
            .Describes("getDecision", "What forward-auth decided and why; for who may read the organisation's decisions, and for who asked.")
            .Needs(BuiltInPermissions.DecisionsRead);
    }
}
