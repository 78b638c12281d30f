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

    public static readonly Error ImpersonationReadOnly = new(
        AuthErrorCodes.ImpersonationReadOnly, "You act as another user to look only. Begin it with \"writes\" to change something.",
        ErrorKind.Forbidden);

    public static readonly Error Impersonated = new(
        AuthErrorCodes.Impersonated, "This is for the user alone, and not for who acts as them.", ErrorKind.Forbidden);

    // The same for "is not there" and "is not yours": a stranger must not learn which organisations exist.
    public static readonly Error OrgNotFound = new(
        OrgErrorCodes.NotFound, "There is no such organisation, or you are not in it.", ErrorKind.NotFound);

    // For members and keys only; strangers hear that it is not there.
    public static readonly Error OrgSuspended = new(
        OrgErrorCodes.Suspended, "This organisation is suspended. Ask whoever runs the installation.", ErrorKind.Forbidden);

    public static readonly Error OrgDeleted = new(
        OrgErrorCodes.Deleted, "This organisation is deleted. An owner can restore it until it is purged.", ErrorKind.Forbidden);

    public static readonly Error VersionMismatch = new(
        RequestErrorCodes.VersionMismatch, "It was changed meanwhile. Read it again and repeat the change with the new ETag.",
        ErrorKind.PreconditionFailed);

    /// <summary>The refusal of whoever is in an organisation that is stopped; null when it is in use.</summary>
    public static Error? Stopped(OrgStatus status) => status switch
    {
        OrgStatus.Active => null,
        OrgStatus.Deleted => OrgDeleted,
        _ => OrgSuspended,
    };

    public static Error PermissionDenied(string permission) => new(
        AuthErrorCodes.PermissionDenied, $"You need the permission {permission}.", ErrorKind.Forbidden);
}
