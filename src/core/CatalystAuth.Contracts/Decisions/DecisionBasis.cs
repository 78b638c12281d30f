using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Contracts.Decisions;

/// <summary>What a decision was based on, as it was then: a rule may have changed since, and so may the subject.</summary>
/// <param name="PolicyVersion">The version of the app.</param>
/// <param name="Engine">The app's policy engine.</param>
public sealed record DecisionBasis(int PolicyVersion, string Engine)
{
    /// <summary>The rule's path; null when all rules counted together.</summary>
    public string? RulePath { get; init; }

    /// <summary>The rule's <c>deny</c>, part by part, with what put there what it asks for; null when there is none, or the rule did not decide.</summary>
    public ClauseVerdict? Deny { get; init; }

    /// <summary>The rule's <c>require</c> likewise; null when there was no room for it, or the rule did not decide.</summary>
    public ClauseVerdict? Require { get; init; }

    /// <summary>Whether parts were left out because there were too many.</summary>
    public bool Shortened { get; init; }

    /// <summary>The <c>jti</c> of the access token; null for nobody.</summary>
    public string? TokenId { get; init; }

    /// <summary>The API key that the token was had for; null for a session's.</summary>
    public string? Key { get; init; }

    /// <summary>How the subject authenticated (RFC 8176), where the rule or the app's engine asks for it.</summary>
    public IReadOnlyList<string>? Amr { get; init; }

    /// <summary>When the subject last authenticated, or of two factors proved the second, where the rule or the app's engine asks for it.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>The client's network (/24 or /48) rather than its address, where the rule or the app's engine asks for it.</summary>
    public string? ClientNetwork { get; init; }
}
