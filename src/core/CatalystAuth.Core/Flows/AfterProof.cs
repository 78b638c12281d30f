using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.SignInPolicies;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Flows;

/// <summary>
/// What is asked of somebody who has proven who they are, before they have a session: the organisation to enter or to join, a second factor to set up, and
/// last another password, which may be shorter beside that.
/// </summary>
internal sealed class AfterProof(
    IUserStore users, EffectiveIdentityResolver effective, IOrgStore orgs, IMembershipStore memberships, IAppStore apps, JoinByConsent joining,
    SetUpFactorSteps setUp, NewPasswordSteps newPassword, TimeProvider time)
{
    /// <summary>Whether a step is one of these.</summary>
    public static bool Asks(FlowStep step) =>
        step.Kind is FlowStepKinds.ChooseOrg or FlowStepKinds.Consent || SetUpFactorSteps.Asks(step) || NewPasswordSteps.Asks(step);

    /// <summary>Answers such a step. A second factor that is needed by now, and was not when the step was shown, comes first.</summary>
    public async Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, IFlowProvider provider, CancellationToken cancellationToken) =>
        await provider.AskMissingFactorAsync(state, cancellationToken).ConfigureAwait(false) is { } missing ? missing
            : state.Step.Kind == FlowStepKinds.ChooseOrg ? new FlowProgress(answers.Org is null ? state with { Org = null, App = null } : state, IsProven: true)
            : state.Step.Kind == FlowStepKinds.Consent ? JoinByConsent.Answer(state, answers)
            : NewPasswordSteps.Asks(state.Step) ? await newPassword.AnswerAsync(state, answers, cancellationToken).ConfigureAwait(false)
            : await setUp.AnswerAsync(state, answers, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Whether what a proof is to do first, such as to make an account, is done before its first session: where it has to have a second factor by then, or an
    /// organisation to enter.
    /// </summary>
    public bool AsksOfNewAccounts(FlowState state) => setUp.AsksOfEverybody || state.Org is not null || state.App is not null;

    /// <summary>The next of these steps; the proof as it is when there is none.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="provider">Whose it is, to be asked for a second factor.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<FlowProgress>> ContinueAsync(FlowProgress proof, IFlowProvider provider, CancellationToken cancellationToken)
    {
        // An account that is made at the end is in no organisation yet.
        if (proof.State is not { User: { } userId } state)
        {
            return proof;
        }

        // Before anything else is said: who is banned learns no more than who has the wrong password.
        if (await users.FindAsync(userId, cancellationToken).ConfigureAwait(false) is not { } user || user.IsBanned(time.Now()))
        {
            return FlowProgress.Ask(
                state.Anew(), new(FlowStepKinds.Identify) { Fields = ["identifier"] }, FlowRefusals.InvalidCredentials);
        }

        if (!FlowRefusals.TryReadOrg(state.Org, out var org))
        {
            return await AskOrgAsync(state, FlowRefusals.NotInOrg, cancellationToken).ConfigureAwait(false);
        }

        var demands = await DemandsOfAppAsync(state, userId, cancellationToken).ConfigureAwait(false);
        if (org is { } named && await effective.FindAsync(userId, named, cancellationToken).ConfigureAwait(false) is { } identity)
        {
            // Who was to join one is in it now, or goes elsewhere.
            state = state with { Joins = null };
            proof = proof with { State = state };
            demands.Add(identity.SignIn.Demand());
        }
        else if (await joining.FindAsync(state, userId, cancellationToken).ConfigureAwait(false) is { } offer)
        {
            if (await joining.AskAsync(state, userId, offer.Org, cancellationToken).ConfigureAwait(false) is { } asked)
            {
                return asked;
            }

            demands.AddRange(offer.Demands);
        }
        else if (org is { } notMine)
        {
            return await AskOrgAsync(state, await WhyNotAsync(userId, notMine, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }

        var met = await MeetAsync(proof, user, demands, provider, cancellationToken).ConfigureAwait(false);
        return met.TryGet(out var progress, out _) && progress.IsProven
            ? await newPassword.ContinueAsync(progress, user, cancellationToken).ConfigureAwait(false)
            : met;
    }

    private async Task<Result<FlowProgress>> MeetAsync(
        FlowProgress proof, UserAccount user, List<SignInDemand> demands, IFlowProvider provider, CancellationToken cancellationToken)
    {
        var state = proof.State;
        if (demands.Find(demand => !demand.AllowsMethodOf(state.Amr)) is { } other)
        {
            return await AskOrgAsync(state, FlowRefusals.OrgNeeds(other), cancellationToken).ConfigureAwait(false);
        }

        return demands.TrueForAll(demand => demand.HasFactorsIn(state.Amr)) ? await setUp.ContinueAsync(proof, user, cancellationToken).ConfigureAwait(false)
            : await provider.AskSecondFactorAsync(state, cancellationToken).ConfigureAwait(false) is { } asked ? asked
            : setUp.AskApp(state, user);
    }

    // Whom its organisation does not know is told so by the app.
    private async Task<List<SignInDemand>> DemandsOfAppAsync(FlowState state, UserId user, CancellationToken cancellationToken) =>
        state.App is { } id
            && await apps.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } app
            && await effective.FindAsync(user, app.OrgId, cancellationToken).ConfigureAwait(false) is { } identity
            ? [identity.SignIn.Demand(), SignInDemand.Of(app.SignIn)]
            : [];

    private async Task<FlowProgress> AskOrgAsync(FlowState state, FlowError error, CancellationToken cancellationToken)
    {
        var mine = await memberships.ListOfUserAsync(state.User!.Value, cancellationToken).ConfigureAwait(false);
        var step = new FlowStep(FlowStepKinds.ChooseOrg)
        {
            Fields = ["org"],
            Actions = state.Type == FlowTypes.SignIn ? [FlowActions.Continue, FlowActions.Restart] : [FlowActions.Continue],
            Orgs = [.. mine.Where(org => org.Status == OrgStatus.Active).Select(org => new FlowOrg(org.Id, org.Slug, org.Name, org.LogoUrl))],
        };
        return FlowProgress.Ask(state with { Org = null, Joins = null }, step, error);
    }

    // That an organisation is stopped is told to its members only.
    private async Task<FlowError> WhyNotAsync(UserId user, OrgRef reference, CancellationToken cancellationToken) =>
        await orgs.FindAsync(reference, cancellationToken).ConfigureAwait(false) is { } org
            && Refusals.Stopped(org.Status) is { } stopped
            && await memberships.FindAsync(org.Id, user, cancellationToken).ConfigureAwait(false) is not null
            ? new(stopped.Code, stopped.Message, "org")
            : FlowRefusals.NotInOrg;
}
