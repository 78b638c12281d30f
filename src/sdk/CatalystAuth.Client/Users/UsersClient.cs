using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Client.Users;

/// <summary>Users over HTTP.</summary>
internal sealed class UsersClient(AuthorizedTransport calls) : IUsers
{
    public Task<Result<User>> GetAsync(UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync<User>(ApiCall.Get(Route.Of($"/v1/users/{user}")), cancellationToken);

    public Task<Result<User>> SetLabelsAsync(UserId user, IReadOnlyList<string> labels, CancellationToken cancellationToken = default) =>
        calls.CallAsync<User>(ApiCall.Put(Route.Of($"/v1/users/{user}/labels"), new SetLabelsRequest(labels)), cancellationToken);
}
