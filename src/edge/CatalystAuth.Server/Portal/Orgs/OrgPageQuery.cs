namespace CatalystAuth.Server.Portal.Orgs;

/// <summary>Which part of its lists the page of an organisation shows; the first of each when nothing is said.</summary>
/// <param name="Q">Beginnings of words of the names or addresses of members to find.</param>
/// <param name="MembersCursor">Where the page of members begins.</param>
/// <param name="InvitationsCursor">Where the page of invitations begins.</param>
/// <param name="GroupsCursor">Where the page of groups begins.</param>
public sealed record OrgPageQuery(string? Q = null, string? MembersCursor = null, string? InvitationsCursor = null, string? GroupsCursor = null)
{
    internal const string Search = "q";

    internal const string Members = "members";

    internal const string Invitations = "invitations";

    internal const string Groups = "groups";

    /// <summary>Reads it from an address; a search for nothing is none.</summary>
    internal static OrgPageQuery Of(IQueryCollection query) =>
        new(Text(query, Search)?.Trim() is { Length: > 0 } q ? q : null, Text(query, Members), Text(query, Invitations), Text(query, Groups));

    private static string? Text(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } text] ? text : null;
}
