using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Flows;

/// <summary>What is asked of somebody who has proven who they are, before they have a session: the organisation to enter.</summary>
internal sealed class AfterProof(
    IUserStore users, EffectiveIdentityResolver effective, IOrgStore orgs, IMembershipStore memberships, TimeProvider time)
{
    /// <summary>Whether a step is one of these.</summary>
    public static bool Asks(FlowStep step) => step.Kind == FlowStepKinds.ChooseOrg;

    /// <summary>Answers such a step.</summary>
    public static FlowProgress Answer(FlowState state, FlowAnswers answers) =>
        new(answers.Org is null ? state with { Org = null } : state, IsProven: true);

    /// <summary>The next of these steps; the proof as it is when there is none.</summary>
    public async Task<FlowProgress> ContinueAsync(FlowProgress proof, FlowAnswers answers, CancellationToken cancellationToken)
    {
        // An account that is made at the end is in no organisation yet.
        if (proof.State is not { User: { } userId } state)
        {
            return proof;
        }

        // Before anything else is said: who is banned learns no more than who has the wrong password.
        if (await users.FindAsync(userId, cancellationToken).ConfigureAwait(false) is not { } user || user.IsBanned(time.Now()))
        {
            return FlowProgress.Ask(state with { User = null, Amr = [] }, state.Step, FlowRefusals.InvalidCredentials) with { Effect = proof.Effect };
        }

        if (!FlowRefusals.TryReadOrg(state.Org, out var org))
        {
            return AskOrg(proof, FlowRefusals.NotInOrg);
        }

        return org is { } wanted && await effective.ResolveAsync(userId, wanted, cancellationToken).ConfigureAwait(false) is null
            ? AskOrg(proof, await WhyNotAsync(userId, wanted, cancellationToken).ConfigureAwait(false))
            : proof;
    }

    private static FlowProgress AskOrg(FlowProgress proof, FlowError error) =>
        FlowProgress.Ask(proof.State with { Org = null }, new(FlowStepKinds.ChooseOrg) { Fields = ["org"] }, error) with { Effect = proof.Effect };

    // That an organisation is stopped is told to its members only.
    private async Task<FlowError> WhyNotAsync(UserId user, OrgRef reference, CancellationToken cancellationToken) =>
        await orgs.FindAsync(reference, cancellationToken).ConfigureAwait(false) is { } org
            && Refusals.Stopped(org.Status) is { } stopped
            && await memberships.FindAsync(org.Id, user, cancellationToken).ConfigureAwait(false) is not null
            ? new(stopped.Code, stopped.Message, "org")
            : FlowRefusals.NotInOrg;
}
