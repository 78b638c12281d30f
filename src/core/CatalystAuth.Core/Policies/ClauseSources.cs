using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Core.Policies;

/// <summary>Says of clauses that hold what put there what they ask for.</summary>
internal sealed class ClauseSources(Func<string, string, IEnumerable<Provenance>> find)
{
    private const int MaxSources = 5;

    /// <summary>Those of a member.</summary>
    public static ClauseSources Of(EffectiveUser identity) => new((kind, value) => kind switch
    {
        "scope" or "permission" => identity.Permissions.Where(held => held.Scope is null && held.Permission == value).Select(held => held.Source),
        "role" => identity.Roles.Where(role => role.Scope is null && role.Role == value).Select(role => role.Source),
        "group" => identity.Groups.Where(group => group.Path == value).Select(group => group.Source),
        "label" => identity.Labels.Where(label => label.ClientVisible && IsLabel(label.Label, value)).Select(label => label.Source),
        "feature" => identity.Features.Where(feature => feature.Granted && feature.Name == value).Select(feature => feature.Source),
        "plan" => [new Provenance("org", identity.Org.ToString())],
        "org" => identity.Roles.Where(role => role.Source.Kind == "membership").Select(role => role.Source).Take(1),
        _ => [],
    });

    /// <summary>Those of a key, of which its scopes are its own.</summary>
    public static ClauseSources OfKey(string key, string org, IReadOnlyList<EffectiveLabel> labels, IReadOnlyList<EffectiveFeature> features) =>
        new((kind, value) => kind switch
        {
            "scope" or "permission" or "org" => [new Provenance("key", key)],
            "label" => labels.Where(label => IsLabel(label.Label, value)).Select(label => label.Source),
            "feature" => features.Where(feature => feature.Granted && feature.Name == value).Select(feature => feature.Source),
            "plan" => [new Provenance("org", org)],
            _ => [],
        });

    /// <summary>The clause with the sources of its parts.</summary>
    public ClauseVerdict Complete(ClauseVerdict clause)
    {
        if (clause.Parts is { } parts)
        {
            return clause with { Parts = [.. parts.Select(Complete)] };
        }

        var sources = clause is { Verdict: Holding.Yes, Value: { } value } ? find(clause.Kind, value).Distinct().Take(MaxSources).ToList() : [];
        return sources.Count == 0 ? clause : clause with { Sources = sources };
    }

    private static bool IsLabel(string held, string asked) => held == asked || LabelGrammar.KeyOf(held) == asked;
}
