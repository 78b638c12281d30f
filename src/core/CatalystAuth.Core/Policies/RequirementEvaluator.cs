using System.Net;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Core.Policies;

/// <summary>Decides whether a requirement holds for a subject. Pure; Kleene's three-valued logic.</summary>
public static class RequirementEvaluator
{
    private static readonly Verdict Holds = new(Holding.Yes, null);

    /// <summary>Decides.</summary>
    public static Verdict Evaluate(Requirement requirement, PolicySubject subject, PolicyContext context) => requirement switch
    {
        Requirement.Public => Holds,
        Requirement.All all => EvaluateAll(all, subject, context),
        Requirement.Any any => EvaluateAny(any, subject, context),
        Requirement.Not not => EvaluateNot(not, subject, context),
        Requirement.Scope scope => Contains(subject.Scopes, scope.Name, "scope"),
        Requirement.Permission permission => Contains(subject.Scopes, permission.Name, "permission"),
        Requirement.Role role => Contains(subject.Roles, role.Name, "role"),
        Requirement.Group group => Contains(subject.Groups, group.Name, "group"),
        Requirement.Feature feature => Contains(subject.Features, feature.Name, "feature"),
        Requirement.Label label => EvaluateLabel(label, subject),
        Requirement.Plan plan => Of(subject.Plan is null ? null : subject.Plan == plan.Name, "plan", plan.Name),
        Requirement.Org org => Of(subject.OrgId is null ? null : subject.OrgId == org.Name || subject.OrgSlug == org.Name, "org", org.Name),
        Requirement.Mfa mfa => EvaluateMfa(mfa, subject, context),
        Requirement.Ip ip => EvaluateIp(ip, context),
        _ => new(Holding.Unknown, requirement.GetType().Name),
    };

    /// <summary>Whether the answer can change from request to request of the same subject: time or address count.</summary>
    public static bool DependsOnRequest(Requirement requirement) => requirement switch
    {
        Requirement.All all => all.Parts.Any(DependsOnRequest),
        Requirement.Any any => any.Parts.Any(DependsOnRequest),
        Requirement.Not not => DependsOnRequest(not.Part),
        Requirement.Mfa or Requirement.Ip => true,
        _ => false,
    };

    private static Verdict EvaluateAll(Requirement.All all, PolicySubject subject, PolicyContext context)
    {
        var result = Holds;
        foreach (var part in all.Parts)
        {
            var verdict = Evaluate(part, subject, context);
            if (verdict.Holding == Holding.No)
            {
                return verdict;
            }

            result = verdict.Holding < result.Holding ? verdict : result;
        }

        return result;
    }

    private static Verdict EvaluateAny(Requirement.Any any, PolicySubject subject, PolicyContext context)
    {
        var best = Holding.No;
        var clauses = new List<string>(any.Parts.Count);
        foreach (var part in any.Parts)
        {
            var verdict = Evaluate(part, subject, context);
            if (verdict.IsAllowed)
            {
                return Holds;
            }

            best = verdict.Holding > best ? verdict.Holding : best;
            clauses.Add(verdict.Clause ?? "?");
        }

        return new(best, $"any of ({string.Join(", ", clauses)})");
    }

    private static Verdict EvaluateNot(Requirement.Not not, PolicySubject subject, PolicyContext context)
    {
        var verdict = Evaluate(not.Part, subject, context);
        return verdict.Holding switch
        {
            Holding.No => Holds,
            Holding.Yes => new(Holding.No, $"not {Describe(not.Part)}"),
            _ => new(Holding.Unknown, $"not {verdict.Clause}"),
        };
    }

    private static Verdict EvaluateLabel(Requirement.Label label, PolicySubject subject)
    {
        if (subject.Labels is null)
        {
            return new(Holding.Unknown, $"label {label.Name}");
        }

        var holds = label.Name.Contains(':', StringComparison.Ordinal)
            ? subject.Labels.Contains(label.Name)
            : subject.Labels.Any(held => LabelGrammar.KeyOf(held) == label.Name);
        return Of(holds, "label", label.Name);
    }

    private static Verdict EvaluateMfa(Requirement.Mfa mfa, PolicySubject subject, PolicyContext context)
    {
        if (subject.Amr is null || subject.AuthenticatedAt is not { } at)
        {
            return new(Holding.Unknown, "mfa");
        }

        var isRecent = mfa.MaxAge is not { } maxAge || context.Now - at <= TimeSpan.FromSeconds(maxAge);
        return Of(subject.Amr.Contains("mfa") && isRecent, "mfa", mfa.MaxAge is { } age ? $"within {age} s" : string.Empty);
    }

    private static Verdict EvaluateIp(Requirement.Ip ip, PolicyContext context)
    {
        if (context.ClientAddress is not { } address || !IPNetwork.TryParse(ip.Network, out var network))
        {
            return new(Holding.Unknown, $"ip {ip.Network}");
        }

        return Of(network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address), "ip", ip.Network);
    }

    private static Verdict Contains(IReadOnlySet<string>? held, string name, string kind) => Of(held?.Contains(name), kind, name);

    private static Verdict Of(bool? holds, string kind, string name) => holds switch
    {
        true => Holds,
        false => new(Holding.No, $"{kind} {name}".TrimEnd()),
        null => new(Holding.Unknown, $"{kind} {name}".TrimEnd()),
    };

    private static string Describe(Requirement requirement) => requirement switch
    {
        Requirement.Public => "public",
        Requirement.Scope scope => $"scope {scope.Name}",
        Requirement.Permission permission => $"permission {permission.Name}",
        Requirement.Role role => $"role {role.Name}",
        Requirement.Group group => $"group {group.Name}",
        Requirement.Feature feature => $"feature {feature.Name}",
        Requirement.Label label => $"label {label.Name}",
        Requirement.Plan plan => $"plan {plan.Name}",
        Requirement.Org org => $"org {org.Name}",
        Requirement.Mfa => "mfa",
        Requirement.Ip ip => $"ip {ip.Network}",
        Requirement.All all => $"all of ({string.Join(", ", all.Parts.Select(Describe))})",
        Requirement.Any any => $"any of ({string.Join(", ", any.Parts.Select(Describe))})",
        Requirement.Not not => $"not {Describe(not.Part)}",
        _ => requirement.GetType().Name,
    };
}
