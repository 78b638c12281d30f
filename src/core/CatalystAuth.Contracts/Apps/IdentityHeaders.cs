namespace CatalystAuth.Contracts.Apps;

/// <summary>
/// The headers that forward-auth answers an allowed request with. All are always there and never empty:
/// <see cref="Absent"/> stands for what is not known, so that a proxy never keeps the client's own copy.
/// </summary>
public static class IdentityHeaders
{
    /// <summary>The value that stands for nothing.</summary>
    public const string Absent = "-";

    /// <summary>The subject: a user's or a key's id.</summary>
    public const string UserSub = "X-User-Sub";

    /// <summary>The user's address.</summary>
    public const string UserEmail = "X-User-Email";

    /// <summary>The organisation's id.</summary>
    public const string OrgId = "X-Org-ID";

    /// <summary>The organisation's slug.</summary>
    public const string OrgSlug = "X-Org-Slug";

    /// <summary>The role in the organisation.</summary>
    public const string Role = "X-Role";

    /// <summary>Groups, separated by commas.</summary>
    public const string Groups = "X-Groups";

    /// <summary>Labels, separated by commas.</summary>
    public const string Labels = "X-Labels";

    /// <summary>Scopes, separated by spaces.</summary>
    public const string Scopes = "X-Scopes";

    /// <summary>The organisation's plan.</summary>
    public const string Plan = "X-Plan";

    /// <summary>The session's id.</summary>
    public const string SessionId = "X-Session-ID";

    /// <summary>The decision's id.</summary>
    public const string DecisionId = "X-Decision-ID";

    /// <summary>The decision token: the signed proof of all the others.</summary>
    public const string Decision = "X-Catalyst-Decision";

    /// <summary>All of them, in the order they are written.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        UserSub, UserEmail, OrgId, OrgSlug, Role, Groups, Labels, Scopes, Plan, SessionId, DecisionId, Decision,
    ];
}
