using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Storage.Users;

/// <summary>A word by which a user is found.</summary>
internal sealed class UserTerm
{
    public required string Term { get; init; }

    public required UserId UserId { get; init; }

    /// <summary>Whether it comes from what fellow members do not see, so that they must not find by it either.</summary>
    public required bool Hidden { get; set; }
}
