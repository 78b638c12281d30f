using System.Text.Json;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
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
    /// <summary>What the next answer has to carry; null when the flow is done, and for a browser.</summary>
    public string? Secret { get; init; }

    /// <summary>Who signed in; only when done.</summary>
    public User? User { get; init; }

    /// <summary>Their session, a new one unless the flow was within one; only when done.</summary>
    public Session? Session { get; init; }

    /// <summary>The tokens of a new session; only when done, and not for a browser, which gets a cookie.</summary>
    public TokenSet? Tokens { get; init; }

    /// <summary>What the session is worth by now, where the flow was a step-up; only when done.</summary>
    public SteppedUp? SteppedUp { get; init; }

    /// <summary>The invitation that was accepted with it; only when done.</summary>
    public AcceptedInvitation? Joined { get; init; }

    /// <summary>Without secrets, so that no log can carry them.</summary>
    public override string ToString() => $"FlowResponse {{ Id = {Id}, Step = {Step.Kind} }}";
}

/// <summary>A step of a flow. What a kind of step does not have is left out.</summary>
/// <param name="Kind">One of <see cref="FlowStepKinds"/>.</param>
public sealed record FlowStep(string Kind)
{
    /// <summary>The fields that the step asks for.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>What was wrong with the last answers.</summary>
    public IReadOnlyList<FlowError>? Errors { get; init; }

    /// <summary>The way that this step is answered; one of <see cref="FlowMethods"/>.</summary>
    public string? Method { get; init; }

    /// <summary>The ways that may be taken instead, by the answer <c>method</c>; of <see cref="FlowMethods"/>.</summary>
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>What may be done instead of answering; of <see cref="FlowActions"/>.</summary>
    public IReadOnlyList<string>? Actions { get; init; }

    /// <summary>The address as it was typed, which a person sees whom they signed in as.</summary>
    public string? Identifier { get; init; }

    /// <summary>Where another mail may be asked for: from when.</summary>
    public DateTimeOffset? ResendAfter { get; init; }

    /// <summary>Why the step is asked for, where that is not plain; one of <see cref="PasswordReasons"/>, others may come.</summary>
    public string? Reason { get; init; }

    /// <summary>Where a password is set: how many characters it has at the least.</summary>
    public int? MinimumPasswordLength { get; init; }

    /// <summary>
    /// What a browser needs to ask for a passkey, or to make one: the options of the Web Authentication API as JSON
    /// (<c>parseRequestOptionsFromJSON</c>, <c>parseCreationOptionsFromJSON</c>).
    /// </summary>
    public JsonElement? Passkey { get; init; }

    /// <summary>The authenticator that is to be set up.</summary>
    public FlowTotp? Totp { get; init; }

    /// <summary>Recovery codes, shown this once.</summary>
    public IReadOnlyList<string>? RecoveryCodes { get; init; }

    /// <summary>The organisations that may be entered.</summary>
    public IReadOnlyList<FlowOrg>? Orgs { get; init; }

    /// <summary>The organisation that is to be joined, or not.</summary>
    public FlowOrg? Org { get; init; }

    /// <summary>What an identity provider asks for beyond the fields, answered by key in <c>values</c>.</summary>
    public IReadOnlyList<FlowPrompt>? Prompts { get; init; }

    /// <summary>Where a <c>redirect</c> leads: an absolute <c>https</c> URL, or a path of this server.</summary>
    public string? Url { get; init; }

    /// <summary>What a <c>redirect</c> has the browser post, where a link is not enough.</summary>
    public FlowForm? Form { get; init; }

    /// <summary>Without what it shows, so that no log can carry it.</summary>
    public override string ToString() => $"FlowStep {{ Kind = {Kind} }}";
}

/// <summary>An authenticator app that is to be set up.</summary>
/// <param name="Secret">The secret in Base32, for typing.</param>
/// <param name="Uri">The <c>otpauth:</c> URI.</param>
/// <param name="QrCode">The URI as a QR code, an SVG document.</param>
public sealed record FlowTotp(string Secret, string Uri, string QrCode)
{
    /// <summary>Without the secret, so that no log can carry it.</summary>
    public override string ToString() => nameof(FlowTotp);
}

/// <summary>An organisation that may be entered, or joined.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Slug">Its slug.</param>
/// <param name="Name">Its name.</param>
/// <param name="LogoUrl">Its logo.</param>
public sealed record FlowOrg(OrgId Id, string Slug, string Name, string? LogoUrl);

/// <summary>What was wrong with an answer. Never tells whether an account exists.</summary>
/// <param name="Code">Stable, one of <see cref="FlowErrorCodes"/>.</param>
/// <param name="Message">For a person.</param>
/// <param name="Field">The answer that it is about; null when it is about all.</param>
public sealed record FlowError(string Code, string Message, string? Field = null);
