namespace CatalystAuth.Contracts.Memberships;

/// <summary>The roles that every organisation has.</summary>
public static class BuiltInRoles
{
    /// <summary>Holds every permission, also those that the organisation defines.</summary>
    public const string Owner = "owner";

    /// <summary>Runs the organisation: members, keys, apps, labels.</summary>
    public const string Admin = "admin";

    /// <summary>Reads what the organisation has.</summary>
    public const string Member = "member";

    /// <summary>Sees the organisation and who is in it.</summary>
    public const string Viewer = "viewer";

    /// <summary>All of them, strongest first.</summary>
    public static IReadOnlyList<string> All { get; } = [Owner, Admin, Member, Viewer];
}
