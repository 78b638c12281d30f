using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;

namespace CatalystAuth.Core.Users;

/// <summary>Finds what there is about a user, also about one whose account is gone.</summary>
public interface IErasureStore
{
    /// <summary>The addresses that the account has now.</summary>
    Task<IReadOnlyList<string>> ListAddressesAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>The audit records of some actions about a user.</summary>
    Task<IReadOnlyList<AuditRecord>> ListRecordsAsync(UserId user, IReadOnlyCollection<string> actions, CancellationToken cancellationToken);
}
