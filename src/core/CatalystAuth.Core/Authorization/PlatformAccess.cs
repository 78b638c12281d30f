using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Authorization;

/// <summary>Who may act on the whole installation. Asked by every use case that reaches beyond one organisation.</summary>
public sealed class PlatformAccess(CallContext call, IUserStore users)
{
    /// <summary>The refusal of a caller who does not hold one of <see cref="PlatformPermissions"/>; null when they do.</summary>
    public async Task<Error?> RefuseAsync(string permission, CancellationToken cancellationToken)
    {
        switch (call.Actor)
        {
            case Actor.Anonymous:
                return Refusals.Unauthenticated;
            case Actor.User caller:
                return await HoldsAsync(caller, permission, cancellationToken).ConfigureAwait(false) ? null : Refusals.PlatformAdminRequired;
            case Actor.System:
                return null;
            default:
                return Refusals.PlatformAdminRequired;
        }
    }

    /// <summary>Whether a user holds one of <see cref="PlatformPermissions"/>.</summary>
    public async Task<bool> HoldsAsync(Actor.User caller, string permission, CancellationToken cancellationToken) =>
        PlatformPermissions.All.Contains(permission)
        && await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false) is { PlatformAdmin: true };
}
