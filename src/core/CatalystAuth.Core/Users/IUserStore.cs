using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Users;

/// <summary>Where users are kept.</summary>
public interface IUserStore
{
    /// <summary>One by id.</summary>
    Task<UserAccount?> FindAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>Whether anybody administers the installation yet.</summary>
    Task<bool> AnyPlatformAdminAsync(CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(UserAccount user);
}
