using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Labels;

/// <summary>What labels there are, who sets them, and who sees them. Labels without a schema are free.</summary>
public interface ILabelSchemas
{
    /// <summary>
    /// The schemas that count in an organisation, its own and the platform's, by key; those of hidden labels only for who sees such
    /// labels. <c>GET /v1/orgs/{org}/labels/schema</c>
    /// </summary>
    Task<Result<IReadOnlyList<LabelSchema>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>Defines or replaces an organisation's. <c>PUT /v1/orgs/{org}/labels/schema/{key}</c></summary>
    Task<Result<LabelSchema>> SetAsync(
        OrgRef org, string key, SetLabelSchemaRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes an organisation's. <c>DELETE /v1/orgs/{org}/labels/schema/{key}</c></summary>
    Task<Result> DeleteAsync(OrgRef org, string key, CancellationToken cancellationToken = default);

    /// <summary>The platform's, by key. <c>GET /v1/labels/schema</c></summary>
    Task<Result<IReadOnlyList<LabelSchema>>> ListOnPlatformAsync(CancellationToken cancellationToken = default);

    /// <summary>Defines or replaces one of the platform's. <c>PUT /v1/labels/schema/{key}</c></summary>
    Task<Result<LabelSchema>> SetOnPlatformAsync(
        string key, SetLabelSchemaRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes one of the platform's. <c>DELETE /v1/labels/schema/{key}</c></summary>
    Task<Result> DeleteOnPlatformAsync(string key, CancellationToken cancellationToken = default);
}
