using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Policies;

internal static class PolicyEndpoints
{
    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/policies/evaluate", (EvaluateRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Policies.EvaluateAsync(request, ct).ToOk())
            .RequireAuthorization().WithTags("Policies").Answers<Evaluation>().Refuses(400, 401, 403, 404)
            .Describes("evaluatePolicy", "Say what a requirement, or an app's rules, would decide for somebody, and why.")
            .Example("""{"org":"acme","require":{"all":[{"scope":"reports:read"},{"time":{"after":"09:00","before":"18:00","zone":"Europe/Berlin"}}]}}""");
    }
}
