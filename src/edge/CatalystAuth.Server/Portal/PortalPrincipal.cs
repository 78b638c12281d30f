using System.Security.Claims;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Server.Portal;

/// <summary>Who reads a page, for components that show by it. It opens nothing: the use cases ask for themselves.</summary>
internal static class PortalPrincipal
{
    /// <summary>The role of who administers the whole installation.</summary>
    public const string PlatformAdmin = "platform-admin";

    private static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());

    /// <summary>The principal of an account; of null, one that is not authenticated.</summary>
    public static ClaimsPrincipal Of(Me? me)
    {
        if (me is null)
        {
            return Nobody;
        }

        var identity = new ClaimsIdentity([new(ClaimTypes.Name, me.Name)], nameof(Portal));
        if (me.PlatformAdmin)
        {
            identity.AddClaim(new(ClaimTypes.Role, PlatformAdmin));
        }

        return new(identity);
    }
}
