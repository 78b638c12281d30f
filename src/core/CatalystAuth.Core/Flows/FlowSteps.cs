using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Flows;

/// <summary>Builds the responses of flows.</summary>
internal static class FlowSteps
{
    public static readonly FlowError NotInOrg = new(
        FlowErrorCodes.InvalidAnswer, "You are not in that organisation, or there is none of that name.", "org");

    public static Error WrongStep(string active) => new(
        FlowErrorCodes.WrongStep, $"The active step is \"{active}\"; answer that one.", ErrorKind.Conflict);

    public static FlowResponse Ask(
        FlowSeal seal, FlowState state, string kind, IReadOnlyList<string> fields, IReadOnlyList<FlowError>? errors = null) =>
        new(state.Id, state.ExpiresAt, new FlowStep(kind) { Fields = fields, Errors = errors is { Count: > 0 } ? errors : null })
        {
            Secret = seal.Seal(state),
        };

    public static FlowResponse Done(FlowState state, UserAccount user, Session session, TokenSet? tokens, AcceptedInvitation? joined = null) =>
        new(state.Id, state.ExpiresAt, new FlowStep(FlowStepKinds.Done))
        {
            User = user.ToContract(),
            Session = session,
            Tokens = tokens,
            Joined = joined,
        };

    /// <summary>Reads the organisation that an answer names; false when it names none by the grammar.</summary>
    public static bool TryReadOrg(string? answer, out OrgRef? org)
    {
        org = null;
        if (answer is null)
        {
            return true;
        }

        if (!OrgRef.TryParse(answer, null, out var parsed))
        {
            return false;
        }

        org = parsed;
        return true;
    }
}
