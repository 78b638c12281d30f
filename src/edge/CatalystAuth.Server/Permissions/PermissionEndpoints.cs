using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Permissions;

internal static class PermissionEndpoints
{
    public static void MapPermissions(this IEndpointRouteBuilder routes)
    {
        var permissions = routes.MapGroup("/v1/orgs/{org}/permissions").RequireAuthorization().WithTags("Permissions");

        permissions.MapGet("/", (OrgRef org, ICatalyst catalyst, CancellationToken ct) => catalyst.Permissions.ListAsync(org, ct).ToOk())
            .Answers<IReadOnlyList<Permission>>().Refuses(400, 401, 403, 404)
            .Describes("listPermissions", "The permissions that exist in an organisation: Catalyst's and its own.")
            .Needs(BuiltInPermissions.PermissionsRead);

        permissions.MapPut("/{name}", (OrgRef org, string name, DefinePermissionRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Permissions.DefineAsync(org, name, request, ct).ToOk())
            .Answers<Permission>().Refuses(400, 401, 403, 404, 409)
            .Describes("definePermission", "Define a permission of the organisation's own; owners hold it at once.")
            .Needs(BuiltInPermissions.PermissionsWrite);
    }
}
