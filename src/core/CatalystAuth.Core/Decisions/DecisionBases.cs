using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Policies;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Core.Decisions;

/// <summary>Says what a decision was based on, in bounded space and with no more of the person than the rule, or the engine, asks for.</summary>
public static class DecisionBases
{
    private const int MaxClauses = 50;

    /// <summary>What it was based on.</summary>
    /// <param name="app">The app.</param>
    /// <param name="rule">The rule that counted.</param>
    /// <param name="isAsked">Whether it decided; something else refused before or behind it when not, and what it says of the subject is left out.</param>
    /// <param name="subject">What is known of who asks.</param>
    /// <param name="context">What is known of the request.</param>
    /// <param name="token">Their token; null for nobody.</param>
    public static DecisionBasis Of(App app, PolicyRule rule, bool isAsked, PolicySubject subject, PolicyContext context, AccessToken? token)
    {
        var budget = MaxClauses;
        var deny = rule.Deny is null || !isAsked ? null : Shorten(rule.Deny.Explain(subject, context), ref budget);
        var require = isAsked ? Shorten(rule.Require.Explain(subject, context), ref budget) : null;

        // Another engine is given all of it, whatever the rule asks for.
        var isOfEngine = app.Engine != PolicyEngineNames.Local;
        return new(app.Version, app.Engine)
        {
            RulePath = rule.Path,
            Deny = deny,
            Require = require,
            Shortened = budget < 0,
            TokenId = token?.Id,
            Key = token?.Key,
            Amr = rule.AsksAuthentication || isOfEngine ? subject.Amr : null,
            AuthenticatedAt = rule.AsksAuthentication || isOfEngine ? subject.AuthenticatedAt : null,
            ClientNetwork = (rule.AsksAddress || isOfEngine) && context.ClientAddress is { } address ? ClientNetwork.SubnetOf(address) : null,
        };
    }

    private static ClauseVerdict? Shorten(ClauseVerdict verdict, ref int budget)
    {
        if (--budget < 0)
        {
            return null;
        }

        if (verdict.Parts is null)
        {
            return verdict;
        }

        var parts = new List<ClauseVerdict>(verdict.Parts.Count);
        foreach (var part in verdict.Parts)
        {
            if (Shorten(part, ref budget) is { } kept)
            {
                parts.Add(kept);
            }
        }

        return verdict with { Parts = parts };
    }
}
