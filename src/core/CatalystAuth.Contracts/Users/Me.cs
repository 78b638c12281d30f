using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Users;

/// <summary>The signed-in user, with the organisations they are in.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The primary address.</param>
/// <param name="EmailVerified">Whether the address was proven.</param>
/// <param name="Name">What to call them.</param>
/// <param name="Labels">Labels set on the user.</param>
/// <param name="PlatformAdmin">Whether they administer the whole installation.</param>
/// <param name="CreatedAt">When they signed up.</param>
/// <param name="Orgs">Their organisations and the role in each.</param>
public sealed record Me(
    UserId Id, string Email, bool EmailVerified, string Name, IReadOnlyList<string> Labels, bool PlatformAdmin, DateTimeOffset CreatedAt,
    IReadOnlyList<MyOrg> Orgs)
{
    /// <summary>Those of the labels that expire, and when.</summary>
    public IReadOnlyList<LabelEntry>? ExpiringLabels { get; init; }

    /// <summary>The profile, without its private part.</summary>
    public Profile? Profile { get; init; }
}

/// <summary>An organisation that the signed-in user is in.</summary>
/// <param name="Id">The organisation's id.</param>
/// <param name="Slug">Its slug.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">The user's role there.</param>
public sealed record MyOrg(OrgId Id, string Slug, string Name, string Role)
{
    /// <summary>The logo of its profile, if it has one.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>Whether it can be used.</summary>
    public OrgStatus Status { get; init; }
}
