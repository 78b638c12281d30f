using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.SignInPolicies;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Flows;

/// <summary>
/// Has who signs in join the open organisation that the flow leads to, if they want that: a link that names one must not show its owners who followed it.
/// </summary>
internal sealed class JoinByConsent(WantedOrgs wanted, IMembershipStore memberships, BecomeMember become, IUnitOfWork unitOfWork)
{
    /// <summary>What a user may join on their way; null when they are in it, and where nothing is open.</summary>
    public async Task<JoinOffer?> FindAsync(FlowState state, UserId user, CancellationToken cancellationToken)
    {
        if (state.Org is null && state.App is null)
        {
            return null;
        }

        var app = await wanted.FindAppAsync(state, cancellationToken).ConfigureAwait(false);
        return await wanted.FindOpenAsync(state, app, cancellationToken).ConfigureAwait(false) is { } org
            && await memberships.FindAsync(org.Id, user, cancellationToken).ConfigureAwait(false) is null
            ? new(org, app?.OrgId == org.Id ? [org.SignIn.Demand(), SignInDemand.Of(app.SignIn)] : [org.SignIn.Demand()])
            : null;
    }

    /// <summary>Asks whether to join; null when the user has agreed to, and there is a place.</summary>
    public async Task<FlowProgress?> AskAsync(FlowState state, UserId user, Organisation org, CancellationToken cancellationToken)
    {
        if (state.Joins != new JoinConsent(org.Id, user))
        {
            return Ask(state, org);
        }

        return await become.RefuseAsync(org, cancellationToken).ConfigureAwait(false) is { } full
            ? Ask(state, org, new FlowError(full.Code, full.Message))
            : null;
    }

    /// <summary>Answers the step.</summary>
    public static FlowProgress Answer(FlowState state, FlowAnswers answers) => answers.Action switch
    {
        // To what was shown, whatever organisation the answer names.
        FlowActions.Continue => new(state with { Joins = new(state.Step.Org!.Id, state.User!.Value) }, IsProven: true),
        FlowActions.Decline => new(state with { Org = null, App = null, Joins = null }, IsProven: true),
        _ => FlowProgress.Ask(state, state.Step, new FlowError(FlowErrorCodes.InvalidAnswer, "Join, or go on without.", "action")),
    };

    /// <summary>Joins what was agreed to, in the transaction that ends the flow and holds the user; null when it did, or there was nothing to join.</summary>
    public async Task<Error?> RunAsync(FlowState state, UserAccount user, CancellationToken cancellationToken)
    {
        if (state.Joins is not { } agreed)
        {
            return null;
        }

        var app = await wanted.FindAppAsync(state, cancellationToken).ConfigureAwait(false);
        if (await wanted.FindOpenAsync(state, app, cancellationToken).ConfigureAwait(false) is not { } org || agreed != new JoinConsent(org.Id, user.Id))
        {
            return Refusals.OrgNotFound;
        }

        if (!(await become.RunAsync(org, user.Id, state.Amr, cancellationToken).ConfigureAwait(false)).TryGet(out _, out var refusal))
        {
            return refusal.Code == MembershipErrorCodes.Exists ? null : refusal;
        }

        // The session's tokens say what the database says.
        await unitOfWork.FlushAsync(cancellationToken).ConfigureAwait(false);
        return null;
    }

    private static FlowProgress Ask(FlowState state, Organisation org, params ReadOnlySpan<FlowError> errors) => FlowProgress.Ask(
        state with { Joins = null },
        new(FlowStepKinds.Consent)
        {
            Actions = state.Type == FlowTypes.SignIn
                ? [FlowActions.Continue, FlowActions.Decline, FlowActions.Restart]
                : [FlowActions.Continue, FlowActions.Decline],
            Org = new(org.Id, org.Slug, org.Name, org.LogoUrl),
        },
        errors);
}

/// <summary>An organisation that may be joined.</summary>
/// <param name="Org">The organisation.</param>
/// <param name="Demands">What has to be proven first: what it asks for, and its app.</param>
internal sealed record JoinOffer(Organisation Org, IReadOnlyList<SignInDemand> Demands);

/// <summary>That somebody wants to join an organisation. Somebody else who goes on with the flow has not agreed to anything.</summary>
/// <param name="Org">The organisation.</param>
/// <param name="User">Who.</param>
public sealed record JoinConsent(OrgId Org, UserId User);
