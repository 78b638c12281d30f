using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Authorization;

/// <summary>Refusals that many use cases share.</summary>
internal static class Refusals
{
    public static readonly Error Unauthenticated = new(
        AuthErrorCodes.Unauthenticated, "Sign in and send the access token as \"Authorization: Bearer …\".", ErrorKind.Unauthenticated);

    public static readonly Error UserRequired = new(
        AuthErrorCodes.UserRequired, "This call needs a signed-in user, not a key.", ErrorKind.Forbidden);

    public static readonly Error PlatformAdminRequired = new(
        AuthErrorCodes.PlatformAdminRequired, "This call is for platform admins.", ErrorKind.Forbidden);

    // The same for "is not there" and "is not yours": a stranger must not learn which organisations exist.
    public static readonly Error OrgNotFound = new(
        OrgErrorCodes.NotFound, "There is no such organisation, or you are not in it.", ErrorKind.NotFound);

    public static readonly Error VersionMismatch = new(
        RequestErrorCodes.VersionMismatch, "It was changed meanwhile. Read it again and repeat the change with the new ETag.",
        ErrorKind.PreconditionFailed);

    public static Error PermissionDenied(string permission) => new(
        AuthErrorCodes.PermissionDenied, $"You need the permission {permission}.", ErrorKind.Forbidden);
}
