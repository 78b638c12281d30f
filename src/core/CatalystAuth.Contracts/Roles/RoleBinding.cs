using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Roles;

/// <summary>Says that a subject has a role within a scope.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Subject">Who: the id of a user, a group, a key, or of an organisation, which means all of its members.</param>
/// <param name="Role">The role's name.</param>
/// <param name="Scope">How far it reaches.</param>
/// <param name="OrgId">The organisation that it is in; null for the platform.</param>
/// <param name="GroupId">The group, with everything below it, of a scope that is one.</param>
/// <param name="ExpiresAt">When it stops; null for never.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
public sealed record RoleBinding(
    BindingId Id, string Subject, string Role, BindingScope Scope, OrgId? OrgId, GroupId? GroupId, DateTimeOffset? ExpiresAt,
    UserId CreatedBy, DateTimeOffset CreatedAt);

/// <summary>What a new binding is made of.</summary>
/// <param name="Subject">The id (<c>user_… grp_… org_… key_…</c>) of somebody or something of the organisation.</param>
/// <param name="Role">A role of the organisation, or a platform role; never <c>owner</c>, which is a membership's alone.</param>
/// <param name="GroupId">Limits it to a group and everything below it.</param>
/// <param name="ExpiresAt">When it stops; left out for never.</param>
public sealed record CreateBindingRequest(string Subject, string Role, GroupId? GroupId = null, DateTimeOffset? ExpiresAt = null);

/// <summary>How far a binding reaches.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BindingScope>))]
public enum BindingScope
{
    /// <summary>The whole installation.</summary>
    [JsonStringEnumMemberName("platform")]
    Platform,

    /// <summary>One organisation.</summary>
    [JsonStringEnumMemberName("org")]
    Org,

    /// <summary>A group and everything below it.</summary>
    [JsonStringEnumMemberName("group")]
    Group,
}

/// <summary>The roles that exist at the level of the platform.</summary>
public static class PlatformRoles
{
    /// <summary>Everything, everywhere.</summary>
    public const string Admin = "platform-admin";

    /// <summary>See everything, change nothing.</summary>
    public const string Support = "platform-support";

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> All { get; } = [Admin, Support];
}
