using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Sessions;

namespace CatalystAuth.Server.Portal.Security;

/// <summary>Has who does what matters prove first, if they have not lately, who they are; then they are led back, and do it.</summary>
internal static class FreshProof
{
    /// <summary>Guards all routes of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="page">The page of its forms.</param>
    /// <param name="bySecondFactor">Whether who has a second factor has to have proven that.</param>
    public static RouteGroupBuilder NeedsFreshProof(this RouteGroupBuilder group, string page, bool bySecondFactor = false) =>
        group.NeedsFreshProof(_ => page, bySecondFactor);

    /// <summary>Guards all routes of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="page">The page of its forms, by the request.</param>
    /// <param name="bySecondFactor">Whether who has a second factor has to have proven that.</param>
    public static RouteGroupBuilder NeedsFreshProof(this RouteGroupBuilder group, Func<HttpContext, string> page, bool bySecondFactor = false)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var refusal = await http.RequestServices.GetRequiredService<FreshSession>().RefuseAsync(FreshSession.Lately, http.RequestAborted, bySecondFactor);
            return refusal is null ? await next(context)
                : refusal.Code == AuthErrorCodes.StepUpRequired ? PortalPage.SeeOther(ConfirmAsk.For(page(http)).Path)
                : PortalPage.Of(http.Features.Get<PortalView>()!, refusal);
        });
        return group;
    }
}
