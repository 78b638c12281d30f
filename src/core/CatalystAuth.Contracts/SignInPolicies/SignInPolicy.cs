using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.SignInPolicies;

/// <summary>
/// How the members of an organisation prove who they are before they enter it. It is asked of each session each time, so that a session from before it
/// was set enters no more until it has proven what is missing.
/// </summary>
/// <param name="Methods">One of them has to be among what a session has proven; of <see cref="FlowMethods"/>. Empty for any.</param>
/// <param name="RequireMfa">Whether two factors are needed. A device that is trusted stands in for none.</param>
/// <param name="SignUp">Who becomes a member by signing up; one of <see cref="OrgSignUp"/>.</param>
/// <param name="BreakGlassUserId">The owner who may enter without what is asked for, in an emergency; null for none.</param>
/// <param name="Version">The organisation's version; goes up with each change.</param>
public sealed record SignInPolicy(IReadOnlyList<string> Methods, bool RequireMfa, string SignUp, UserId? BreakGlassUserId, int Version);

/// <summary>Replaces a sign-in policy: what is left out is not asked for.</summary>
/// <param name="Methods">One of them has to be among what a session has proven; only what the installation offers. Null or empty for any.</param>
/// <param name="RequireMfa">Whether two factors are needed. A device that is trusted stands in for none.</param>
/// <param name="SignUp">Who becomes a member by signing up: <c>invite_only</c>, <c>open</c> or <c>closed</c>; null for <c>invite_only</c>.</param>
/// <param name="BreakGlassUserId">The owner who may enter without what is asked for, in an emergency; null for none.</param>
public sealed record SetSignInPolicyRequest(
    IReadOnlyList<string>? Methods = null, bool RequireMfa = false, string? SignUp = null, UserId? BreakGlassUserId = null);

/// <summary>Enters an organisation in an emergency.</summary>
/// <param name="Reason">Why, for the other owners and the audit trail; 1 to 500 characters.</param>
public sealed record BreakGlassRequest(string Reason);

/// <summary>The glass is broken.</summary>
/// <param name="Until">Until when this session may enter without what the policy asks for.</param>
public sealed record BrokenGlass(DateTimeOffset Until);

/// <summary>Who becomes a member of an organisation by signing up.</summary>
public static class OrgSignUp
{
    /// <summary>Who has been invited.</summary>
    public const string InviteOnly = "invite_only";

    /// <summary>Everybody who names it when they sign up, or joins it later, with the role <c>member</c>.</summary>
    public const string Open = "open";

    /// <summary>Nobody; an invitation is for who has an account already.</summary>
    public const string Closed = "closed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [InviteOnly, Open, Closed];
}
