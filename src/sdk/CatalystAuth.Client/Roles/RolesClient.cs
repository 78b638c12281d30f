using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;

namespace CatalystAuth.Client.Roles;

/// <summary>Roles over HTTP.</summary>
internal sealed class RolesClient(AuthorizedTransport calls) : IRoles
{
    public Task<Result<IReadOnlyList<Role>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<Role>>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/roles")), cancellationToken);

    public Task<Result<Role>> GetAsync(OrgRef org, RoleId role, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Role>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/roles/{role}")), cancellationToken);

    public Task<Result<Role>> CreateAsync(OrgRef org, CreateRoleRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Role>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/roles"), request), cancellationToken);

    public Task<Result<Role>> UpdateAsync(
        OrgRef org, RoleId role, UpdateRoleRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Role>(ApiCall.Patch(Route.Of($"/v1/orgs/{org}/roles/{role}"), request, ifVersion), cancellationToken);

    public Task<Result> DeleteAsync(OrgRef org, RoleId role, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/orgs/{org}/roles/{role}")), cancellationToken);

    public Task<Result<Page<RoleBinding>>> ListBindingsAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<RoleBinding>>(ApiCall.Get(Route.WithPage(Route.Of($"/v1/orgs/{org}/bindings"), page)), cancellationToken);

    public Task<Result<RoleBinding>> BindAsync(OrgRef org, CreateBindingRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<RoleBinding>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/bindings"), request), cancellationToken);

    public Task<Result> UnbindAsync(OrgRef org, BindingId binding, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/orgs/{org}/bindings/{binding}")), cancellationToken);

    public Task<Result<Page<RoleBinding>>> ListPlatformBindingsAsync(PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<RoleBinding>>(ApiCall.Get(Route.WithPage("/v1/bindings", page)), cancellationToken);

    public Task<Result<RoleBinding>> BindOnPlatformAsync(CreateBindingRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<RoleBinding>(ApiCall.Post("/v1/bindings", request), cancellationToken);

    public Task<Result> UnbindOnPlatformAsync(BindingId binding, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/bindings/{binding}")), cancellationToken);

    public Task<Result<Page<Member>>> ListHoldersAsync(
        OrgRef org, string permission, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<Member>>(
            ApiCall.Get(Route.WithPage(Route.Of($"/v1/orgs/{org}/access?permission={permission}"), page)), cancellationToken);
}
