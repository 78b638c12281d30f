using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Permissions;

/// <summary>The permission catalogue over HTTP.</summary>
internal sealed class PermissionsClient(AuthorizedTransport calls) : IPermissions
{
    private static readonly Error Unaddressable = Error.Field(
        PermissionErrorCodes.Invalid, "name", "A permission has the form resource:action, e.g. invoices:read.");

    public Task<Result<IReadOnlyList<Permission>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<Permission>>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/permissions")), cancellationToken);

    public Task<Result<Permission>> DefineAsync(
        OrgRef org, string name, DefinePermissionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);

        // No address can carry these names, so the server's refusal is given here; all others it judges itself.
        return name is "" or "." or ".."
            ? Task.FromResult<Result<Permission>>(Unaddressable)
            : calls.CallAsync<Permission>(ApiCall.Put(Route.Of($"/v1/orgs/{org}/permissions/{name}"), request), cancellationToken);
    }
}
