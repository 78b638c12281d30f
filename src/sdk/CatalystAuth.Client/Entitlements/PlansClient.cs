using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Entitlements;

/// <summary>Plans over HTTP.</summary>
internal sealed class PlansClient(AuthorizedTransport calls) : IPlans
{
    public Task<Result<IReadOnlyList<Plan>>> ListAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<Plan>>(ApiCall.Get(Route.Of($"/v1/plans")), cancellationToken);

    public Task<Result<Plan>> GetAsync(string plan, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Plan>(ApiCall.Get(Route.Of($"/v1/plans/{plan}")), cancellationToken);

    public Task<Result<Plan>> CreateAsync(PlanDefinition request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Plan>(ApiCall.Post(Route.Of($"/v1/plans"), request), cancellationToken);

    public Task<Result<Plan>> UpdateAsync(
        string plan, UpdatePlanRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Plan>(ApiCall.Patch(Route.Of($"/v1/plans/{plan}"), request, ifVersion), cancellationToken);

    public Task<Result> DeleteAsync(string plan, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/plans/{plan}")), cancellationToken);

    public Task<Result<PlanDocument>> ExportAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<PlanDocument>(ApiCall.Get(Route.Of($"/v1/plans/export")), cancellationToken);

    public Task<Result<PlanImport>> ImportAsync(PlanDocument document, bool dryRun = false, CancellationToken cancellationToken = default) =>
        calls.CallAsync<PlanImport>(
            ApiCall.Put(Route.Of($"/v1/plans/import") + (dryRun ? "?dryRun=true" : string.Empty), document), cancellationToken);
}
