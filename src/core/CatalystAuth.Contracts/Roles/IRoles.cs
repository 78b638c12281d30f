using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Roles;

/// <summary>Roles, who has them, and what follows from it.</summary>
public interface IRoles
{
    /// <summary>All: the built-in ones first. <c>GET /v1/orgs/{org}/roles</c></summary>
    Task<Result<IReadOnlyList<Role>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>One of the organisation's own. <c>GET /v1/orgs/{org}/roles/{role}</c></summary>
    Task<Result<Role>> GetAsync(OrgRef org, RoleId role, CancellationToken cancellationToken = default);

    /// <summary>Creates one. <c>POST /v1/orgs/{org}/roles</c></summary>
    Task<Result<Role>> CreateAsync(OrgRef org, CreateRoleRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes one. <c>PATCH /v1/orgs/{org}/roles/{role}</c></summary>
    Task<Result<Role>> UpdateAsync(
        OrgRef org, RoleId role, UpdateRoleRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes one that nobody has. <c>DELETE /v1/orgs/{org}/roles/{role}</c></summary>
    Task<Result> DeleteAsync(OrgRef org, RoleId role, CancellationToken cancellationToken = default);

    /// <summary>Who or what has which role beside memberships, oldest first. <c>GET /v1/orgs/{org}/bindings</c></summary>
    Task<Result<Page<RoleBinding>>> ListBindingsAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>Binds a role. <c>POST /v1/orgs/{org}/bindings</c></summary>
    Task<Result<RoleBinding>> BindAsync(OrgRef org, CreateBindingRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes a binding away. <c>DELETE /v1/orgs/{org}/bindings/{binding}</c></summary>
    Task<Result> UnbindAsync(OrgRef org, BindingId binding, CancellationToken cancellationToken = default);

    /// <summary>The bindings of the whole installation, oldest first; for platform admins. <c>GET /v1/bindings</c></summary>
    Task<Result<Page<RoleBinding>>> ListPlatformBindingsAsync(PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>Binds a platform role; for platform admins. <c>POST /v1/bindings</c></summary>
    Task<Result<RoleBinding>> BindOnPlatformAsync(CreateBindingRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes a platform binding away; for platform admins. <c>DELETE /v1/bindings/{binding}</c></summary>
    Task<Result> UnbindOnPlatformAsync(BindingId binding, CancellationToken cancellationToken = default);

    /// <summary>
    /// The members who hold a permission in the whole organisation, by whatever way, oldest first. <c>GET /v1/orgs/{org}/access?permission=</c>
    /// </summary>
    Task<Result<Page<Member>>> ListHoldersAsync(
        OrgRef org, string permission, PageRequest? page = null, CancellationToken cancellationToken = default);
}
