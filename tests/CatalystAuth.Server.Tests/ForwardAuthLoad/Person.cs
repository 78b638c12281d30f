namespace CatalystAuth.Server.Tests.ForwardAuthLoad;

/// <summary>Whom credentials speak for: a user, or a key of the organisation.</summary>
/// <param name="Id">The id.</param>
/// <param name="IsAdmin">Whether the role is <c>admin</c> at first.</param>
internal sealed record Person(string Id, bool IsAdmin)
{
    /// <summary>When everything of them was ended.</summary>
    public Happening Ended { get; } = new();

    /// <summary>When their role became <c>viewer</c>. Tokens from before die of it, and sessions go on with less.</summary>
    public Happening Demoted { get; } = new();
}
