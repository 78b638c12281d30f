using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Permissions;

/// <summary>The permission catalogue of an organisation.</summary>
public interface IPermissions
{
    /// <summary>Built-in ones and the organisation's own, by name. <c>GET /v1/orgs/{org}/permissions</c></summary>
    Task<Result<IReadOnlyList<Permission>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>Defines one, or changes its description. <c>PUT /v1/orgs/{org}/permissions/{name}</c></summary>
    Task<Result<Permission>> DefineAsync(OrgRef org, string name, DefinePermissionRequest request, CancellationToken cancellationToken = default);
}
