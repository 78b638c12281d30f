using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Roles;

internal static class RoleEndpoints
{
    public static void MapRoles(this IEndpointRouteBuilder routes)
    {
        var roles = routes.MapGroup("/v1/orgs/{org}/roles").RequireAuthorization().WithTags("Roles");
        roles.MapGet("/", (OrgRef org, ICatalyst catalyst, CancellationToken ct) => catalyst.Roles.ListAsync(org, ct).ToOk())
            .Answers<IReadOnlyList<Role>>().Refuses(400, 401, 403, 404).Describes("listRoles", "The built-in roles and the organisation's own.")
            .Needs(BuiltInPermissions.RolesRead);
        roles.MapPost("/", (OrgRef org, CreateRoleRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Roles.CreateAsync(org, request, ct).ToVersioned(role => role.Version, role => $"/v1/orgs/{org}/roles/{role.Id}"))
            .Answers<Role>(201).Refuses(400, 401, 403, 404, 409).Describes("createRole", "Create a role of permissions that the caller holds.")
            .Needs(BuiltInPermissions.RolesWrite)
            .Example("""{"name":"releaser","permissions":["org:read"]}""");
        roles.MapGet("/{role}", (OrgRef org, RoleId role, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Roles.GetAsync(org, role, ct).ToVersioned(r => r.Version))
            .Answers<Role>().Refuses(400, 401, 403, 404).Describes("getRole", "Read one of the organisation's own roles.")
            .Needs(BuiltInPermissions.RolesRead);
        roles.MapPatch("/{role}", (OrgRef org, RoleId role, UpdateRoleRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Roles.UpdateAsync(org, role, request, ifMatch.Version, ct).ToVersioned(r => r.Version))
            .Answers<Role>().Refuses(400, 401, 403, 404, 409, 412).Describes("updateRole", "Change what a role holds.")
            .Needs(BuiltInPermissions.RolesWrite)
            .Example("""{"permissions":["org:read"]}""");
        roles.MapDelete("/{role}", (OrgRef org, RoleId role, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Roles.DeleteAsync(org, role, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404, 409).Describes("deleteRole", "Delete a role that nobody has.")
            .Needs(BuiltInPermissions.RolesWrite);

        routes.MapGet("/v1/orgs/{org}/access", (OrgRef org, string permission, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Roles.ListHoldersAsync(org, permission, Paging.Of(limit, cursor), ct).ToOk())
            .RequireAuthorization().WithTags("Roles").Answers<Page<Member>>().Refuses(400, 401, 403, 404)
            .Describes("listHolders", "The members who hold a permission in the whole organisation.")
            .Needs(BuiltInPermissions.RolesRead);

        var bindings = routes.MapGroup("/v1/orgs/{org}/bindings").RequireAuthorization().WithTags("Roles");
        bindings.MapGet("/", (OrgRef org, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Roles.ListBindingsAsync(org, Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<RoleBinding>>().Refuses(400, 401, 403, 404).Describes("listBindings", "Who has which role beside memberships, oldest first.")
            .Needs(BuiltInPermissions.RolesRead);
        bindings.MapPost("/", (OrgRef org, CreateBindingRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Roles.BindAsync(org, request, ct).ToCreated(binding => $"/v1/orgs/{org}/bindings/{binding.Id}"))
            .Answers<RoleBinding>(201).Refuses(400, 401, 403, 404, 409).Describes("createBinding", "Bind a role to a member, group, key or all members.")
            .Needs(BuiltInPermissions.RolesWrite)
            .Example("""{"subject":"grp_01h455vb4pex5vsknk084sn02q","role":"viewer"}""");
        bindings.MapDelete("/{binding}", (OrgRef org, BindingId binding, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Roles.UnbindAsync(org, binding, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("deleteBinding", "Take a binding away.")
            .Needs(BuiltInPermissions.RolesWrite);

        var platform = routes.MapGroup("/v1/bindings").RequireAuthorization().WithTags("Platform");
        platform.MapGet("/", (int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Roles.ListPlatformBindingsAsync(Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<RoleBinding>>().Refuses(400, 401, 403).Describes("listPlatformBindings", "Who has platform roles; for platform admins.");
        platform.MapPost("/", (CreateBindingRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Roles.BindOnPlatformAsync(request, ct).ToCreated(binding => $"/v1/bindings/{binding.Id}"))
            .Answers<RoleBinding>(201).Refuses(400, 401, 403, 409).Describes("createPlatformBinding", "Bind a platform role; for platform admins.");
        platform.MapDelete("/{binding}", (BindingId binding, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Roles.UnbindOnPlatformAsync(binding, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("deletePlatformBinding", "Take a platform binding away; for platform admins.");
    }
}
