using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Users;

/// <summary>Users as a platform admin sees them.</summary>
public interface IUsers
{
    /// <summary>A user. <c>GET /v1/users/{id}</c></summary>
    Task<Result<User>> GetAsync(UserId user, CancellationToken cancellationToken = default);

    /// <summary>Replaces the labels set on a user. <c>PUT /v1/users/{id}/labels</c></summary>
    Task<Result<User>> SetLabelsAsync(UserId user, IReadOnlyList<string> labels, CancellationToken cancellationToken = default);
}
