using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Apps;

namespace CatalystAuth.Core.Labels;

/// <summary>
/// Keeps apps' rules from asking for labels that are hidden. Forward-auth goes by tokens, where such a label never is: a rule that
/// asks for it lets nobody in, and one that asks for its absence lets everybody in. Part of a larger unit of work.
/// </summary>
internal sealed class AppLabels(ILabelSchemaStore schemas, IAppStore apps)
{
    /// <summary>The refusal of rules that ask for a hidden label; null when none does.</summary>
    public async Task<Error?> CheckAsync(OrgId org, IReadOnlyList<AppRule> rules, CancellationToken cancellationToken)
    {
        if (!rules.SelectMany(NamesIn).Any())
        {
            return null;
        }

        // None may be hidden between this look and the commit.
        await schemas.LockAsync(cancellationToken).ConfigureAwait(false);
        var set = new LabelSchemaSet(await schemas.ListAsync([org], cancellationToken).ConfigureAwait(false));
        for (var i = 0; i < rules.Count; i++)
        {
            if (NamesIn(rules[i]).FirstOrDefault(set.Hides) is { } hidden)
            {
                return Error.Field(
                    AppErrorCodes.HiddenLabel, "rules",
                    $"Rule {i} asks for the label \"{hidden}\", which its schema hides from clients: no token carries it.");
            }
        }

        return null;
    }

    /// <summary>Whether a rule of an organisation's apps, or with null of any app, asks for a label with a key.</summary>
    public async Task<bool> IsAskedForAsync(OrgId? org, string key, CancellationToken cancellationToken)
    {
        if (org is null)
        {
            await foreach (var app in apps.ReadAllAsync().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (AsksFor(app, key))
                {
                    return true;
                }
            }

            return false;
        }

        PageRequest? page = new(PageRequest.MaxLimit);
        while (page is not null)
        {
            var found = (await apps.ListAsync(org.Value, page, cancellationToken).ConfigureAwait(false)).Value;
            if (found.Items.Any(app => AsksFor(app, key)))
            {
                return true;
            }

            page = found.NextCursor is { } next ? new(PageRequest.MaxLimit, next) : null;
        }

        return false;
    }

    /// <summary>The labels that a requirement names, at any depth.</summary>
    internal static IEnumerable<string> NamesIn(Requirement requirement) => requirement switch
    {
        Requirement.All all => all.Parts.SelectMany(NamesIn),
        Requirement.Any any => any.Parts.SelectMany(NamesIn),
        Requirement.Not not => NamesIn(not.Part),
        Requirement.Label label => [label.Name],
        _ => [],
    };

    private static IEnumerable<string> NamesIn(AppRule rule) => NamesIn(rule.Require).Concat(rule.Deny is { } deny ? NamesIn(deny) : []);

    private static bool AsksFor(ProtectedApp app, string key) =>
        app.Rules.SelectMany(NamesIn).Any(name => LabelGrammar.KeyOf(name) == key);
}
