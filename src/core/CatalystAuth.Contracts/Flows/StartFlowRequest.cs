using System.Text.Json;
using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Contracts.Flows;

/// <summary>Begins a flow.</summary>
/// <param name="Type">One of <see cref="FlowTypes"/>.</param>
/// <param name="Answers">Answers that are known already; a script sends them all and needs no second request.</param>
public sealed record StartFlowRequest(string Type, FlowAnswers? Answers = null)
{
    /// <summary>
    /// Whether a page of the server asks: its browser is bound to the flow by a cookie instead of a secret, and gets the session as a cookie instead of
    /// tokens.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Browser { get; init; }
}

/// <summary>Answers the active step.</summary>
/// <param name="Kind">The step's kind; another than the active one is refused.</param>
/// <param name="Answers">The answers.</param>
/// <param name="Secret">The flow's secret, from the response that began it; null from a browser, whose cookie is asked for.</param>
public sealed record AnswerFlowRequest(string Kind, FlowAnswers Answers, string? Secret = null)
{
    /// <summary>Without the secret, so that no log can carry it.</summary>
    public override string ToString() => $"AnswerFlowRequest {{ Kind = {Kind} }}";
}

/// <summary>Answers to the steps of a flow, by field name.</summary>
public sealed record FlowAnswers
{
    /// <summary>Sign-in: the e-mail address of the account. Verification of an address: that address.</summary>
    public string? Identifier { get; init; }

    /// <summary>The password. When it is set, at least as long as the step says, and at most 256 characters.</summary>
    public string? Password { get; init; }

    /// <summary>Sign-up: the e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Sign-up: the display name, 1 to 100 characters. Set-up of a passkey: what it is called.</summary>
    public string? Name { get; init; }

    /// <summary>The organisation (id or slug) to enter; the tokens are for it. Who is not in it is asked to join where it is open.</summary>
    public string? Org { get; init; }

    /// <summary>The app that its user is on the way to: what it and its organisation ask for is asked for now.</summary>
    public AppId? App { get; init; }

    /// <summary>The token of an invitation to accept with it; the answer says in <c>joined</c> which organisation it was.</summary>
    public string? Invitation { get; init; }

    /// <summary>A code: from a mail, of an authenticator app, or a recovery code.</summary>
    public string? Code { get; init; }

    /// <summary>The token of a mail's link.</summary>
    public string? Link { get; init; }

    /// <summary>The browser's answer about a passkey, as <c>PublicKeyCredential.toJSON()</c> gives it.</summary>
    public JsonElement? Passkey { get; init; }

    /// <summary>Another way to prove it, of the step's <c>methods</c>.</summary>
    public string? Method { get; init; }

    /// <summary>What to do instead of answering, of the step's <c>actions</c>.</summary>
    public string? Action { get; init; }

    /// <summary>Second factor: not to ask this browser again for 30 days.</summary>
    public bool? RememberDevice { get; init; }

    /// <summary>
    /// What the step's <c>prompts</c> ask for, by key: texts of at most 4096 characters, a checkbox as <c>true</c> or <c>false</c>; at most 50, and no other
    /// keys than those of the step.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>Without the answers, so that no log can carry them.</summary>
    public override string ToString() => nameof(FlowAnswers);
}
