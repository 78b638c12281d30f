using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Storage.Users;

/// <summary>A word by which a user is found.</summary>
internal sealed class UserTerm
{
    public required string Term { get; init; }

    public required UserId UserId { get; init; }

    /// <summary>Whether it comes from what fellow members do not see, so that they must not find by it either.</summary>
    public required bool Hidden { get; set; }

    /// <summary>
    /// All of the user's terms, so that who has one is asked for the others where it is read. Null when they are too many, see
    /// <see cref="UserTerms.Together"/>.
    /// </summary>
    public required string? Together { get; set; }
}
