using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Users;

/// <summary>Where profiles are kept.</summary>
public interface IProfileStore
{
    /// <summary>A user's; null when nothing was written yet.</summary>
    Task<ProfileEntry?> FindAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(ProfileEntry profile);
}
