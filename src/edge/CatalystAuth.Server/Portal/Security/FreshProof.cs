using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Sessions;

namespace CatalystAuth.Server.Portal.Security;

/// <summary>Has who changes a factor prove first, if they have not lately, who they are; then they do it again.</summary>
internal static class FreshProof
{
    public static RouteGroupBuilder NeedsFreshProof(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var refusal = await http.RequestServices.GetRequiredService<FreshSession>().RefuseAsync(FreshSession.Lately, http.RequestAborted);
            return refusal is null ? await next(context)
                : refusal.Code == AuthErrorCodes.StepUpRequired ? PortalPage.SeeOther(ConfirmAsk.For(http.Features.Get<PortalView>()!.Path).Path)
                : PortalPage.Of(http.Features.Get<PortalView>()!, refusal);
        });
        return group;
    }
}
