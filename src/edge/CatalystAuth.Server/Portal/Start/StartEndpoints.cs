using CatalystAuth.Contracts;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Server.Portal.Start;

internal static class StartEndpoints
{
    public static void MapStart(this RouteGroupBuilder pages) => pages.MapGet("/", ShowAsync);

    private static async Task<IResult> ShowAsync(
        PortalView view, ICatalyst catalyst, IUserStore users, SetupStatus setup, MailQueue mails, CancellationToken cancellationToken)
    {
        if (view.Me is null)
        {
            return PortalPage.Of<StartPage>(view, ("NeedsSetup", !await setup.IsDoneAsync(users, cancellationToken)));
        }

        if (!(await catalyst.Me.ListSessionsAsync(cancellationToken)).TryGet(out var sessions, out var refusal)
            || !(await catalyst.Invitations.ListMineAsync(cancellationToken)).TryGet(out var invitations, out refusal))
        {
            return PortalPage.Of(view, refusal);
        }

        return PortalPage.Of<OverviewPage>(view, ("Sessions", sessions), ("Invitations", invitations), ("CanVerify", mails.IsAvailable));
    }
}
