using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Flows;

/// <summary>Which organisation a new account enters: that of its invitation, or one that is open to who names it.</summary>
internal sealed class JoinBySignUp(WantedOrgs wanted, IOrgStore orgs, JoinOrg join, AcceptInvitation acceptInvitation)
{
    /// <summary>The refusal of a sign-up into an organisation; null when it may go on. Of one that is not open it tells no more than of none.</summary>
    /// <param name="invitedTo">The organisation of the invitation; null without one.</param>
    /// <param name="state">The flow, with the organisation that was named, or the app.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<FlowError?> RefuseAsync(OrgId? invitedTo, FlowState state, CancellationToken cancellationToken)
    {
        var app = await wanted.FindAppAsync(state, cancellationToken).ConfigureAwait(false);
        if (invitedTo is { } org)
        {
            return app?.SignIn.SignUp == OrgSignUp.Closed
                || await orgs.FindAsync(org, cancellationToken).ConfigureAwait(false) is { SignIn.SignUp: OrgSignUp.Closed } ? FlowRefusals.SignUpClosed : null;
        }

        return (state.Org is null && state.App is null) || await wanted.FindOpenAsync(state, app, cancellationToken).ConfigureAwait(false) is not null
            ? null
            : FlowRefusals.InviteOnly;
    }

    /// <summary>Has a new account enter it. Part of the unit of work that makes the account.</summary>
    public async Task<Error?> RunAsync(FlowState state, UserAccount account, CancellationToken cancellationToken)
    {
        if (state.Invitation is { } token)
        {
            return (await acceptInvitation.RunAsync(token, account, cancellationToken).ConfigureAwait(false)).TryGet(out _, out var refusal) ? null : refusal;
        }

        if (state.Org is null && state.App is null)
        {
            return null;
        }

        var app = await wanted.FindAppAsync(state, cancellationToken).ConfigureAwait(false);
        if (await wanted.FindOpenAsync(state, app, cancellationToken).ConfigureAwait(false) is not { } org)
        {
            return Refusals.OrgNotFound;
        }

        await orgs.LockAsync(org.Id, cancellationToken).ConfigureAwait(false);
        if ((await join.PlacesAsync(org.Id, cancellationToken).ConfigureAwait(false)).Refuse() is not null)
        {
            return MemberRefusals.OrgFull;
        }

        join.Add(org.Id, account.Id, BuiltInRoles.Member, [], actor: account.Id.ToString());
        return null;
    }
}
