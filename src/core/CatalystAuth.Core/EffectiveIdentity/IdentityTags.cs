using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>The names of what an effective identity is made of. A change names one; each cached identity knows its own.</summary>
internal static class IdentityTags
{
    /// <summary>A part of every identity.</summary>
    public const string Platform = "platform";

    /// <summary>A part of every identity too: the default plan lies beneath what every organisation has.</summary>
    public const string DefaultPlan = "plan";

    public static string User(UserId user) => user.ToString();

    public static string Org(OrgId org) => org.ToString();

    public static string Member(UserId user, OrgId org) => $"{user}/{org}";

    public static string Group(GroupId group) => group.ToString();

    public static string Role(OrgId org, string role) => $"{org}/role/{role}";

    public static string Plan(string plan) => $"plan/{plan}";
}
