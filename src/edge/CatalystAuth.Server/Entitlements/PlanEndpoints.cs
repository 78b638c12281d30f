using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Entitlements;

internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder routes)
    {
        var plans = routes.MapGroup("/v1/plans").RequireAuthorization().WithTags("Plans");
        plans.MapGet("/", (ICatalyst catalyst, CancellationToken ct) => catalyst.Plans.ListAsync(ct).ToOk())
            .Answers<IReadOnlyList<Plan>>().Refuses(401).Describes("listPlans", "The plans that the caller may see, by key.");
        plans.MapPost("/", (PlanDefinition request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Plans.CreateAsync(request, ct).ToVersioned(plan => plan.Version, plan => $"/v1/plans/{plan.Key}"))
            .Answers<Plan>(201).Refuses(400, 401, 403, 409).Describes("createPlan", "Create a plan; for platform admins.")
            .Example("""{"key":"pro","name":"Pro","features":["sso"],"limits":[{"name":"members","max":50},{"name":"reports","max":1000,"per":"month"}],"public":true}""");
        plans.MapGet("/export", (ICatalyst catalyst, CancellationToken ct) => catalyst.Plans.ExportAsync(ct).ToOk())
            .Answers<PlanDocument>().Refuses(401, 403).Describes("exportPlans", "All plans as a document that the import takes; for platform admins.");
        plans.MapPut("/import", (PlanDocument document, bool? dryRun, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Plans.ImportAsync(document, dryRun ?? false, ct).ToOk())
            .Answers<PlanImport>().Refuses(400, 401, 403, 409)
            .Describes("importPlans", "Create and change plans until they are as a document says, all or none; for platform admins.")
            .Example("""{"plans":[{"key":"free","name":"Free","limits":[{"name":"members","max":5}],"default":true}]}""");
        plans.MapGet("/{plan}", (string plan, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Plans.GetAsync(plan, ct).ToVersioned(found => found.Version))
            .Answers<Plan>().Refuses(401, 404).Describes("getPlan", "Read a plan.");
        plans.MapPatch("/{plan}", (string plan, UpdatePlanRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Plans.UpdateAsync(plan, request, ifMatch.Version, ct).ToVersioned(found => found.Version))
            .Answers<Plan>().Refuses(400, 401, 403, 404, 412)
            .Describes("updatePlan", "Change a plan; tokens that carry what it takes away die. For platform admins.");
        plans.MapDelete("/{plan}", (string plan, ICatalyst catalyst, CancellationToken ct) => catalyst.Plans.DeleteAsync(plan, ct).ToNoContent())
            .AnswersNothing().Refuses(401, 403, 404, 409).Describes("deletePlan", "Delete a plan that nobody has; for platform admins.");
    }
}
