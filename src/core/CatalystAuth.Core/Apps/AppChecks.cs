using System.Net;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;

namespace CatalystAuth.Core.Apps;

/// <summary>Checks what an app is made of, so that forward-auth can trust what it compiles.</summary>
internal static class AppChecks
{
    private const int MaxHosts = 50;
    private const int MaxRules = 200;
    private const int MaxMethodLength = 20;

    public static Error? CheckName(string name) =>
        DisplayNames.IsValid(name) ? null : Error.Field(AppErrorCodes.InvalidName, "name", DisplayNames.Rule);

    /// <summary>The hosts in canonical form: lower case, no dot at the end, no repeats.</summary>
    public static Result<IReadOnlyList<string>> CheckHosts(IReadOnlyList<string> hosts)
    {
        if (hosts.Count is 0 or > MaxHosts)
        {
            return Error.Field(AppErrorCodes.InvalidHost, "hosts", $"An app has 1 to {MaxHosts} hosts.");
        }

        var canonical = new List<string>(hosts.Count);
        foreach (var host in hosts)
        {
            if (AppHost.Canonicalise(host) is not { } good || canonical.Contains(good))
            {
                return Error.Field(
                    AppErrorCodes.InvalidHost, "hosts",
                    $"\"{Shorten(host)}\" is not a host, or stands twice. One is app.example.com or app.example.com:8443: no scheme, no path, no wildcard.");
            }

            canonical.Add(good);
        }

        return canonical;
    }

    public static Error? CheckRules(IReadOnlyList<AppRule> rules)
    {
        if (rules.Count is 0 or > MaxRules)
        {
            return Refuse($"An app has 1 to {MaxRules} rules.");
        }

        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            if (rule is null || !AppPath.IsValid(rule.Path))
            {
                return Refuse($"The path of rule {i} is not one. {AppPath.Rule}");
            }

            if (rule.Methods is { } methods && (methods.Count == 0 || !methods.All(IsMethod)))
            {
                return Refuse($"The methods of rule {i} are upper-case names such as GET; leave them out for all.");
            }

            if (CheckRequirement(rule.Require) is { } problem)
            {
                return Refuse($"The requirement of rule {i}: {problem}");
            }
        }

        return null;
    }

    private static string? CheckRequirement(Requirement requirement) => requirement switch
    {
        Requirement.All all => all.Parts.Select(CheckRequirement).FirstOrDefault(problem => problem is not null),
        Requirement.Any any => any.Parts.Select(CheckRequirement).FirstOrDefault(problem => problem is not null),
        Requirement.Not { Part: Requirement.Public } => "\"not public\" lets nobody in and is surely not meant.",
        Requirement.Not not => CheckRequirement(not.Part),
        Requirement.Scope scope when !PermissionName.IsValid(scope.Name) => $"\"{scope.Name}\" is no scope; one is resource:action.",
        Requirement.Permission permission when !PermissionName.IsValid(permission.Name) =>
            $"\"{permission.Name}\" is no permission; one is resource:action.",
        Requirement.Label label when !LabelGrammar.IsValid(label.Name) => $"\"{label.Name}\" is no label; one is key or key:value.",
        Requirement.Role role when !RoleName.IsValid(role.Name) => $"\"{role.Name}\" is no name of a role; one is admin or release-manager.",
        Requirement.Org org when !OrgRef.TryParse(org.Name, null, out _) => $"\"{org.Name}\" names no organisation by id or slug.",
        Requirement.Ip ip when !IPNetwork.TryParse(ip.Network, out _) => $"\"{ip.Network}\" is no network; one is 10.0.0.0/8.",
        _ => null,
    };

    private static bool IsMethod(string? method) =>
        method is { Length: > 0 and <= MaxMethodLength } && method.All(char.IsAsciiLetterUpper);

    private static Error Refuse(string message) => Error.Field(AppErrorCodes.InvalidRule, "rules", message);

    private static string Shorten(string? text) => text is { Length: > 80 } ? text[..80] + "…" : text ?? "null";
}
