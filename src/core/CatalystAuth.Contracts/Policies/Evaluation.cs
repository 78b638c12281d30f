using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Policies;

/// <summary>
/// A question: either <c>require</c> (with <c>deny</c>) in an organisation, or <c>app</c> with <c>path</c>.
/// </summary>
public sealed record EvaluateRequest
{
    /// <summary>The organisation, by id or slug. Not with an app; a key means its own.</summary>
    public string? Org { get; init; }

    /// <summary>A requirement to evaluate.</summary>
    public Requirement? Require { get; init; }

    /// <summary>What refuses beside it.</summary>
    public Requirement? Deny { get; init; }

    /// <summary>The app whose rules are to be evaluated. Needs <c>apps:read</c>.</summary>
    public AppId? App { get; init; }

    /// <summary>The path of the request, at most 2048 characters.</summary>
    public string? Path { get; init; }

    /// <summary>The method of the request; null for <c>GET</c>.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// A user or key of the organisation; null for the caller. Another user needs <c>roles:read</c>, another key <c>keys:read</c>.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>The client's address; null for the caller's own when it is about them, else for one that is not known.</summary>
    public string? ClientAddress { get; init; }

    /// <summary>The time; null for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>
    /// When a second factor is taken to have been used; null for what the caller's session says when it is about them, else for not known.
    /// </summary>
    public DateTimeOffset? MfaAt { get; init; }
}

/// <summary>What would be decided, and why.</summary>
/// <param name="Allowed">Whether it lets in.</param>
/// <param name="Reason">One of <see cref="Decisions.DecisionReasons"/>.</param>
/// <param name="Clause">The part that decided against it; null when it lets in or none was come to.</param>
/// <param name="Rule">The rule's position in the app, from 0; null for none, and where all count together.</param>
/// <param name="Deny">What refuses, part by part; null when there is nothing.</param>
/// <param name="Require">What is asked for, part by part; null when no rule matches.</param>
/// <param name="Inputs">What it was based on.</param>
public sealed record Evaluation(
    bool Allowed, string Reason, string? Clause, int? Rule, ClauseVerdict? Deny, ClauseVerdict? Require, EvaluationInputs Inputs);

/// <summary>What an evaluation was based on. A list that is null is not known, which is never "none".</summary>
/// <param name="Subject">The user or key.</param>
/// <param name="Org">The organisation.</param>
/// <param name="OrgSlug">Its slug.</param>
/// <param name="At">The time.</param>
/// <param name="ClientAddress">The client's address.</param>
/// <param name="Scopes">Scopes and permissions.</param>
/// <param name="Labels">Labels that tokens carry.</param>
/// <param name="Roles">Roles in the whole organisation.</param>
/// <param name="Groups">Groups.</param>
/// <param name="Features">Features that are on.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Amr">How they authenticated (RFC 8176).</param>
/// <param name="AuthenticatedAt">When they last did; of two factors, when they proved the second.</param>
public sealed record EvaluationInputs(
    string Subject, OrgId Org, string OrgSlug, DateTimeOffset At, string? ClientAddress, IReadOnlyList<string>? Scopes,
    IReadOnlyList<string>? Labels, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Groups, IReadOnlyList<string>? Features,
    string? Plan, IReadOnlyList<string>? Amr, DateTimeOffset? AuthenticatedAt)
{
    /// <summary>The app's policy engine; null without an app.</summary>
    public string? Engine { get; init; }

    /// <summary>The version of the app; null without one.</summary>
    public int? PolicyVersion { get; init; }

    /// <summary>Whom the app's bearer tokens may be for; null without an app.</summary>
    public IReadOnlyList<string>? Audiences { get; init; }

    /// <summary>Whom tokens of the subject can be for; null without an app. A user also comes by cookies, which have no audience.</summary>
    public IReadOnlyList<string>? TokenAudiences { get; init; }

    /// <summary>The path in its canonical form, as rules see it; null without an app.</summary>
    public string? Path { get; init; }
}
