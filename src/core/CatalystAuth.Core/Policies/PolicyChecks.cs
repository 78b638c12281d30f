using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Core.Flows;

namespace CatalystAuth.Core.Policies;

/// <summary>Refuses requirements that ask for what there can't be, so that nobody finds out at a closed door, or at an open one.</summary>
internal static class PolicyChecks
{
    /// <summary>How many clauses one requirement may have, with all its parts.</summary>
    public const int MaxClauses = 200;

    /// <summary>What is wrong with a requirement; null when nothing is.</summary>
    public static PolicyProblem? Check(Requirement requirement)
    {
        var clauses = Count(requirement);
        return clauses > MaxClauses
            ? new(string.Empty, $"A requirement has at most {MaxClauses} clauses with all its parts; this one has {clauses}.")
            : Find(requirement, string.Empty);
    }

    /// <summary>How many clauses a requirement has, with all its parts.</summary>
    public static int Count(Requirement requirement) => requirement switch
    {
        Requirement.All all => 1 + all.Parts.Sum(Count),
        Requirement.Any any => 1 + any.Parts.Sum(Count),
        Requirement.Not not => 1 + Count(not.Part),
        _ => 1,
    };

    private static PolicyProblem? Find(Requirement requirement, string at) => requirement switch
    {
        Requirement.All all => FindIn(all.Parts, $"{at}/all"),
        Requirement.Any any => FindIn(any.Parts, $"{at}/any"),
        Requirement.Not { Part: Requirement.Public } => new($"{at}/not", "\"not public\" lets nobody in and is surely not meant."),
        Requirement.Not not => Find(not.Part, $"{at}/not"),
        Requirement.Scope scope when !PermissionName.IsValid(scope.Name) =>
            new($"{at}/scope", $"\"{scope.Name}\" is no scope; one is resource:action."),
        Requirement.Permission permission when !PermissionName.IsValid(permission.Name) =>
            new($"{at}/permission", $"\"{permission.Name}\" is no permission; one is resource:action."),
        Requirement.Label label when !LabelGrammar.IsValid(label.Name) =>
            new($"{at}/label", $"\"{label.Name}\" is no label; one is key or key:value."),
        Requirement.Role role when !RoleName.IsValid(role.Name) =>
            new($"{at}/role", $"\"{role.Name}\" is no name of a role; one is admin or release-manager."),
        Requirement.Org org when !OrgRef.TryParse(org.Name, null, out _) =>
            new($"{at}/org", $"\"{org.Name}\" names no organisation by id or slug."),
        Requirement.Method method when !FlowOptions.AllMethods.Contains(method.Name) =>
            new($"{at}/method", $"\"{method.Name}\" is no way to sign in; one is {string.Join(", ", FlowOptions.AllMethods)}."),
        Requirement.Ip ip => FindIn(ip, $"{at}/ip"),
        Requirement.Time time => FindIn(time.Window, $"{at}/time"),
        _ => null,
    };

    private static PolicyProblem? FindIn(IReadOnlyList<Requirement> parts, string at)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (Find(parts[i], $"{at}/{i}") is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static PolicyProblem? FindIn(Requirement.Ip ip, string at)
    {
        for (var i = 0; i < ip.Networks.Count; i++)
        {
            if (!PolicyCompiler.TryReadNetwork(ip.Networks[i], out _))
            {
                return new(
                    ip.Networks.Count == 1 ? at : $"{at}/{i}", $"\"{ip.Networks[i]}\" is no network; one is 10.0.0.0/8 or 2001:db8::/32.");
            }
        }

        return null;
    }

    private static PolicyProblem? FindIn(TimeWindow window, string at) =>
        window.Zone is { } zone && !TimeZones.TryFind(zone, out _)
            ? new($"{at}/zone", $"The zone \"{zone}\" is not known here; one is Europe/Berlin or UTC.")
        : window.HasHours && (window.After ?? default) == (window.Before ?? default) && (window.After ?? window.Before) is not null
            ? new($"{at}/before", "Hours that end when they begin are either none or all; leave them out for all.")
        : window.NotBefore >= window.NotAfter
            ? new($"{at}/notAfter", "notAfter has to be later than notBefore.")
        : null;
}

/// <summary>What is wrong with a requirement.</summary>
/// <param name="At">Where: a JSON pointer (RFC 6901), empty for all of it.</param>
/// <param name="Message">What.</param>
internal sealed record PolicyProblem(string At, string Message);
