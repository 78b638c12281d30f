using CatalystAuth.Contracts.SignInPolicies;
using static CatalystAuth.Client.Tests.RouteCases;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests;

/// <summary>Those of sign-in policies.</summary>
internal static class SignInPolicyRouteCases
{
    public static readonly IReadOnlyDictionary<string, RouteCase> All = new Dictionary<string, RouteCase>
    {
        ["SignInPolicies.Get"] = new(
            "GET /v1/orgs/acme/sign-in-policy", null, Json(new SignInPolicy(["passkey"], true, OrgSignUp.Closed, null, 4)), c => Ok(c.SignInPolicies.GetAsync(Acme))),
        ["SignInPolicies.Set"] = new(
            "PUT /v1/orgs/acme/sign-in-policy", """{"methods":["passkey"],"requireMfa":true,"signUp":"open"}""",
            Json(new SignInPolicy(["passkey"], true, OrgSignUp.Open, null, 5)),
            c => Ok(c.SignInPolicies.SetAsync(Acme, new(["passkey"], RequireMfa: true, OrgSignUp.Open), 4)))
        {
            IfMatch = "\"4\"",
        },
        ["SignInPolicies.BreakGlass"] = new(
            "POST /v1/orgs/acme/sign-in-policy/break-glass", """{"reason":"All keys are lost"}""", Json(new BrokenGlass(default)),
            c => Ok(c.SignInPolicies.BreakGlassAsync(Acme, new("All keys are lost")))),
    };
}
