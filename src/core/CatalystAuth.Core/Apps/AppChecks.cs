using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Core.Policies;
using CatalystAuth.Core.SignInPolicies;
using CatalystAuth.Core.Tokens;

namespace CatalystAuth.Core.Apps;

/// <summary>Checks what an app is made of, so that forward-auth can trust what it compiles.</summary>
internal static class AppChecks
{
    private const int MaxHosts = 50;
    private const int MaxRules = 200;
    private const int MaxClauses = 1000;
    private const int MaxMethods = 50;
    private const int MaxPrefixes = 50;

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

    /// <summary>The refusal of rules; its field is a JSON pointer (RFC 6901) to the part that is wrong.</summary>
    public static Error? CheckRules(IReadOnlyList<AppRule> rules)
    {
        if (rules.Count is 0 or > MaxRules)
        {
            return Refuse("/rules", $"An app has 1 to {MaxRules} rules.");
        }

        var clauses = 0;
        for (var i = 0; i < rules.Count; i++)
        {
            if (CheckRule(rules[i], $"/rules/{i}") is { } error)
            {
                return error;
            }

            clauses += PolicyChecks.Count(rules[i].Require) + (rules[i].Deny is { } deny ? PolicyChecks.Count(deny) : 0);
        }

        return clauses > MaxClauses ? Refuse("/rules", $"The rules of an app have at most {MaxClauses} clauses; these have {clauses}.") : null;
    }

    /// <summary>The refusal of an engine that is not here.</summary>
    public static Error? CheckEngine(PolicyEngines engines, string engine) => engines.Find(engine) is not null
        ? null
        : Error.Field(AppErrorCodes.UnknownEngine, "engine", $"The policy engines here are: {string.Join(", ", engines.Names)}.");

    /// <summary>The refusal of ways to answer that there are not; what is null is not looked at.</summary>
    public static Error? CheckAnswers(string? unauthenticated, IReadOnlyList<string>? apiPathPrefixes, string? preflight) =>
        unauthenticated is not null && !UnauthenticatedAnswers.All.Contains(unauthenticated)
            ? RefuseAnswers("unauthenticated", $"It is one of {string.Join(", ", UnauthenticatedAnswers.All)}.")
        : preflight is not null && !PreflightAnswers.All.Contains(preflight)
            ? RefuseAnswers("preflight", $"It is one of {string.Join(", ", PreflightAnswers.All)}.")
        : apiPathPrefixes is { Count: > MaxPrefixes } || apiPathPrefixes?.All(AppPath.IsPrefix) == false
            ? RefuseAnswers("apiPathPrefixes", $"They are at most {MaxPrefixes} paths such as /api, without stars and without a slash at the end.")
        : null;

    /// <summary>The refusal of audiences; null is not looked at.</summary>
    public static Error? CheckAudiences(IReadOnlyList<string>? audiences) => audiences is null || Audiences.AreValid(audiences)
        ? null
        : Error.Field(AppErrorCodes.InvalidAudience, "audiences", Audiences.Rule);

    /// <summary>The refusal of what an app asks of sessions.</summary>
    public static Error? CheckSignIn(OfferedMethods methods, AppSignIn? signIn) => signIn is null ? null
        : methods.Check("signIn.methods", signIn.Methods)
            ?? (signIn.SignUp is null or OrgSignUp.InviteOnly or OrgSignUp.Closed
                ? null
                : Error.Field(
                    SignInPolicyErrorCodes.Invalid, "signIn.signUp", $"It is {OrgSignUp.InviteOnly} or {OrgSignUp.Closed}; leave it out for what the organisation says."));

    /// <summary>With its methods in order, each once.</summary>
    public static AppSignIn? Clean(AppSignIn? signIn) => signIn is null ? null : signIn with { Methods = OfferedMethods.InOrder(signIn.Methods) };

    private static Error RefuseAnswers(string field, string message) => Error.Field(AppErrorCodes.InvalidAnswers, field, message);

    private static Error? CheckRule(AppRule? rule, string at)
    {
        if (rule is null || !AppPath.IsValid(rule.Path))
        {
            return Refuse($"{at}/path", $"It is not the path of a rule. {AppPath.Rule}");
        }

        if (rule.Methods is { } methods && (methods.Count is 0 or > MaxMethods || !methods.All(AppMethod.IsValid)))
        {
            return Refuse($"{at}/methods", $"Methods are 1 to {MaxMethods} upper-case names such as GET; leave them out for all.");
        }

        return PolicyChecks.Check(rule.Require) is { } problem ? Refuse($"{at}/require{problem.At}", problem.Message)
            : rule.Deny is null ? null
            : rule.Deny is Requirement.Public ? Refuse($"{at}/deny", "It refuses everybody, always; that is what having no rule does.")
            : PolicyChecks.Check(rule.Deny) is { } other ? Refuse($"{at}/deny{other.At}", other.Message)
            : null;
    }

    private static Error Refuse(string at, string message) => Error.Field(AppErrorCodes.InvalidRule, at, message);

    private static string Shorten(string? text) => text is { Length: > 80 } ? text[..80] + "…" : text ?? "null";
}
