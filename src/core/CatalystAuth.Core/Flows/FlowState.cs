using System.Text.Json;
using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Passwords;
using CatalystAuth.Core.SigningKeys;

namespace CatalystAuth.Core.Flows;

/// <summary>What a flow knows between two requests.</summary>
/// <param name="Id">The flow's id.</param>
/// <param name="Type">One of <see cref="FlowTypes"/>.</param>
/// <param name="ExpiresAt">When it can no longer be answered.</param>
public sealed record FlowState(FlowId Id, string Type, DateTimeOffset ExpiresAt)
{
    /// <summary>The most that an identity provider may keep with a flow, in bytes.</summary>
    public const int MaxProviderState = 16 * 1024;

    /// <summary>The session that it is within, and of which it asks more; null for one that begins a session.</summary>
    public FlowSession? Within { get; init; }

    /// <summary>Which provider leads it: no other one knows what its steps mean.</summary>
    public string? LedBy { get; init; }

    /// <summary>
    /// What the identity provider keeps with the flow, such as the cookies of its own session: at most <see cref="MaxProviderState"/> bytes, sealed with the
    /// rest and shown to nobody.
    /// </summary>
    public byte[]? ProviderState { get; init; }

    /// <summary>The active step, as it was shown.</summary>
    public FlowStep Step { get; init; } = new(FlowStepKinds.Identify);

    /// <summary>The address as it was typed.</summary>
    public string? Identifier { get; init; }

    /// <summary>The display name of a new account.</summary>
    public string? Name { get; init; }

    /// <summary>The organisation to enter, by id or slug.</summary>
    public string? Org { get; init; }

    /// <summary>The app that its user is on the way to.</summary>
    public AppId? App { get; init; }

    /// <summary>Whose look its mails have, also where the flow goes on without that; null for the product's.</summary>
    public MailLook? Look { get; init; }

    /// <summary>What its user has agreed to join; null for nothing.</summary>
    public JoinConsent? Joins { get; init; }

    /// <summary>The token of an invitation to accept.</summary>
    public string? Invitation { get; init; }

    /// <summary>The code that was sent; null when none is out.</summary>
    public MailedCode? Mail { get; init; }

    /// <summary>How many mails were sent.</summary>
    public int Mails { get; init; }

    /// <summary>Whether the address was proven with a code.</summary>
    public bool AddressProven { get; init; }

    /// <summary>
    /// Whether nobody had proven the account's address before this flow: what somebody else has set up then is not asked for, and goes in the end.
    /// </summary>
    public bool Reclaims { get; init; }

    /// <summary>Who has proven with <see cref="Amr"/> who they are; a step may still be missing, so until the flow is done it means nothing elsewhere.</summary>
    public UserId? User { get; init; }

    /// <summary>When; when all their sessions are ended later, that ends this too.</summary>
    public DateTimeOffset ProvenAt { get; init; }

    /// <summary>How (RFC 8176).</summary>
    public IReadOnlyList<string> Amr { get; init; } = [];

    /// <summary>What is wrong with the password, where it is one of the proofs; the password itself is kept nowhere.</summary>
    public PasswordFault PasswordFault { get; init; }

    /// <summary>The challenge of a passkey that the browser was asked for; sealed by who made it.</summary>
    public string? PasskeyState { get; init; }

    /// <summary>The authenticator that is being set up.</summary>
    public string? Totp { get; init; }

    /// <summary>Whether this browser needs no second factor for a while.</summary>
    public bool RemembersDevice { get; init; }

    /// <summary>The mark of the last answer that led to another step, by which one that is sent again is known.</summary>
    public byte[]? LastAnswer { get; init; }

    /// <summary>The last guess, when it was wrong: sent again at once it is the same guess.</summary>
    public RefusedAnswer? Refused { get; init; }

    /// <summary>From the beginning, about whomever: of who it was about nothing is left, neither what was proven nor what could still prove it.</summary>
    public FlowState Anew() => this with
    {
        Identifier = null,
        Mail = null,
        AddressProven = false,
        Reclaims = false,
        User = null,
        Amr = [],
        PasswordFault = PasswordFault.None,
        Joins = null,
        ProviderState = null,
        PasskeyState = null,
        Totp = null,
        RemembersDevice = false,
    };

    /// <summary>Without what it knows, so that no log can carry it.</summary>
    public override string ToString() => $"FlowState {{ Id = {Id}, Type = {Type}, Step = {Step.Kind} }}";
}

/// <summary>Whose session a flow is within.</summary>
/// <param name="User">The user.</param>
/// <param name="Session">The session.</param>
public sealed record FlowSession(UserId User, SessionId Session);

/// <summary>Answers as flows look at them.</summary>
internal static class FlowAnswersExtensions
{
    /// <summary>Whether nothing is answered yet: where it leads to is no answer.</summary>
    public static bool AreNone(this FlowAnswers answers) => answers with { Org = null, App = null, Invitation = null } == new FlowAnswers();
}

/// <summary>A code that was mailed, with the token of the link beside it.</summary>
/// <param name="CodeHash">The SHA-256 of the code; sealed with the rest, as a code is short.</param>
/// <param name="LinkHash">The SHA-256 of the link's token.</param>
/// <param name="Tries">How many wrong codes may still come.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="ExpiresAt">When it stops working.</param>
public sealed record MailedCode(byte[] CodeHash, byte[] LinkHash, int Tries, DateTimeOffset SentAt, DateTimeOffset ExpiresAt);

/// <summary>A guess that was wrong.</summary>
/// <param name="Mark">The mark of the answer.</param>
/// <param name="At">When it came.</param>
public sealed record RefusedAnswer(byte[] Mark, DateTimeOffset At);

/// <summary>Seals what flows know, so that who reads the table learns nothing.</summary>
internal sealed class FlowSeal(ISecretProtector protector)
{
    private const string Purpose = "flows";

    public byte[] Seal(FlowState state) =>
        protector.Protect(Purpose, JsonSerializer.SerializeToUtf8Bytes(state, FlowStateJsonContext.Default.FlowState));

    /// <summary>What was sealed here; null for anything else, as from before the keys were changed.</summary>
    public FlowState? Open(byte[] state) => protector.TryUnprotect(Purpose, state, out var json)
        ? JsonSerializer.Deserialize(json, FlowStateJsonContext.Default.FlowState)
        : null;
}

[JsonSerializable(typeof(FlowState))]
[JsonSerializable(typeof(FlowAnswers))]
[JsonSerializable(typeof(FlowEnd))]
internal sealed partial class FlowStateJsonContext : JsonSerializerContext;
