using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Sessions;

namespace CatalystAuth.Server.Portal.Security;

/// <summary>Has who does what matters prove first, if they have not lately, who they are; then they are led back, and do it.</summary>
internal static class FreshProof
{
    /// <summary>Guards all routes of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="page">The page of its forms.</param>
    /// <param name="byAnyProof">Whether any proof will do, also for who has a second factor.</param>
    public static RouteGroupBuilder NeedsFreshProof(this RouteGroupBuilder group, string page, bool byAnyProof = false) =>
        group.NeedsFreshProof(_ => page, byAnyProof);

    /// <summary>Guards all routes of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="page">The page of its forms, by the request.</param>
    /// <param name="byAnyProof">Whether any proof will do, also for who has a second factor.</param>
    public static RouteGroupBuilder NeedsFreshProof(this RouteGroupBuilder group, Func<HttpContext, string> page, bool byAnyProof = false)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var refusal = await http.RequestServices.GetRequiredService<FreshSession>().RefuseAsync(FreshSession.Lately, http.RequestAborted, byAnyProof);
            return refusal is null ? await next(context)
                : refusal.Code == AuthErrorCodes.StepUpRequired ? PortalPage.SeeOther(new ConfirmAsk(page(http), refusal.Proofs).Path)
                : PortalPage.Of(http.Features.Get<PortalView>()!, refusal);
        });
        return group;
    }
}
