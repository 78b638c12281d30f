namespace CatalystAuth.Contracts.Flows;

/// <summary>Begins a flow.</summary>
/// <param name="Type">One of <see cref="FlowTypes"/>.</param>
/// <param name="Answers">Answers that are known already; a script sends them all and needs no second request.</param>
public sealed record StartFlowRequest(string Type, FlowAnswers? Answers = null);

/// <summary>Answers the active step.</summary>
/// <param name="Kind">The step's kind; another than the active one is refused.</param>
/// <param name="Secret">The flow's secret, from the response that began it.</param>
/// <param name="Answers">The answers.</param>
public sealed record AnswerFlowRequest(string Kind, string Secret, FlowAnswers Answers)
{
    /// <summary>Without the secret, so that no log can carry it.</summary>
    public override string ToString() => $"AnswerFlowRequest {{ Kind = {Kind} }}";
}

/// <summary>Answers to the steps of a flow, by field name.</summary>
public sealed record FlowAnswers
{
    /// <summary>Sign-in: the e-mail address of the account.</summary>
    public string? Identifier { get; init; }

    /// <summary>The password: 15 to 256 characters when it is set (the least is a setting).</summary>
    public string? Password { get; init; }

    /// <summary>Sign-up: the e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Sign-up: the display name, 1 to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The organisation (id or slug) to enter; the tokens are for it.</summary>
    public string? Org { get; init; }

    /// <summary>The token of an invitation to accept with it; the organisation is in <see cref="FlowResponse.Joined"/>.</summary>
    public string? Invitation { get; init; }

    /// <summary>Without the answers, so that no log can carry them.</summary>
    public override string ToString() => nameof(FlowAnswers);
}
