namespace CatalystAuth.Contracts.Users;

/// <summary>Which users to find; what is null does not matter.</summary>
/// <param name="Q">Beginnings of words of the name or of an address, all of which have to match.</param>
/// <param name="Email">One of the user's addresses.</param>
/// <param name="Status"><c>active</c> or <c>banned</c>.</param>
/// <param name="Label">A label set on the user.</param>
/// <param name="CreatedAfter">Signed up then or later.</param>
/// <param name="CreatedBefore">Signed up before then.</param>
public sealed record UserQuery(
    string? Q = null, string? Email = null, string? Status = null, string? Label = null, DateTimeOffset? CreatedAfter = null,
    DateTimeOffset? CreatedBefore = null)
{
    /// <summary>The user may sign in.</summary>
    public const string Active = "active";

    /// <summary>The user is kept out now.</summary>
    public const string Banned = "banned";
}
