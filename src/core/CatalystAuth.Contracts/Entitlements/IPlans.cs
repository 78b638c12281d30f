using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Entitlements;

/// <summary>The plans of the installation. Everybody who is signed in sees the public ones; <c>plans:read</c> of the platform sees all.</summary>
public interface IPlans
{
    /// <summary>Those that the caller may see, by key. <c>GET /v1/plans</c></summary>
    Task<Result<IReadOnlyList<Plan>>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One. <c>GET /v1/plans/{plan}</c></summary>
    Task<Result<Plan>> GetAsync(string plan, CancellationToken cancellationToken = default);

    /// <summary>Creates one. <c>POST /v1/plans</c></summary>
    Task<Result<Plan>> CreateAsync(PlanDefinition request, CancellationToken cancellationToken = default);

    /// <summary>Changes one. Tokens that carry what it takes away die. <c>PATCH /v1/plans/{plan}</c></summary>
    Task<Result<Plan>> UpdateAsync(string plan, UpdatePlanRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes one that nobody has. <c>DELETE /v1/plans/{plan}</c></summary>
    Task<Result> DeleteAsync(string plan, CancellationToken cancellationToken = default);

    /// <summary>All plans as a document that <see cref="ImportAsync"/> takes. <c>GET /v1/plans/export</c></summary>
    Task<Result<PlanDocument>> ExportAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates and changes plans until they are as the document says: all or none. <c>PUT /v1/plans/import?dryRun=</c>
    /// </summary>
    Task<Result<PlanImport>> ImportAsync(PlanDocument document, bool dryRun = false, CancellationToken cancellationToken = default);
}
