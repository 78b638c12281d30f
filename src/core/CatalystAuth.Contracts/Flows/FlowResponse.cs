using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Flows;

/// <summary>Where a flow stands.</summary>
/// <param name="Id">The flow's id.</param>
/// <param name="ExpiresAt">When it can no longer be answered.</param>
/// <param name="Step">The active step.</param>
public sealed record FlowResponse(FlowId Id, DateTimeOffset ExpiresAt, FlowStep Step)
{
    /// <summary>What the next answer has to carry; only in the response that began a flow which is not done.</summary>
    public string? Secret { get; init; }

    /// <summary>Who signed in; only when done.</summary>
    public User? User { get; init; }

    /// <summary>Their new session; only when done.</summary>
    public Session? Session { get; init; }

    /// <summary>Its tokens; only when done.</summary>
    public TokenSet? Tokens { get; init; }

    /// <summary>The invitation that was accepted with it; only when done.</summary>
    public AcceptedInvitation? Joined { get; init; }

    /// <summary>Without secrets, so that no log can carry them.</summary>
    public override string ToString() => $"FlowResponse {{ Id = {Id}, Step = {Step.Kind} }}";
}

/// <summary>A step of a flow.</summary>
/// <param name="Kind">One of <see cref="FlowStepKinds"/>.</param>
public sealed record FlowStep(string Kind)
{
    /// <summary>The fields that the step asks for.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>What was wrong with the last answers.</summary>
    public IReadOnlyList<FlowError>? Errors { get; init; }
}

/// <summary>What was wrong with an answer. Never tells whether an account exists.</summary>
/// <param name="Code">Stable, one of <see cref="FlowErrorCodes"/>.</param>
/// <param name="Message">For a person.</param>
/// <param name="Field">The answer that it is about; null when it is about all.</param>
public sealed record FlowError(string Code, string Message, string? Field = null);
