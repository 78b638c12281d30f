using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Client.Users;

/// <summary>Users over HTTP.</summary>
internal sealed class UsersClient(AuthorizedTransport calls) : IUsers
{
    public Task<Result<User>> GetAsync(UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync<User>(ApiCall.Get(Route.Of($"/v1/users/{user}")), cancellationToken);

    public Task<Result<Page<User>>> SearchAsync(UserQuery query, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<User>>(
            ApiCall.Get(Route.WithPage(
                Route.WithQuery(
                    "/v1/users", ("q", query.Q), ("email", query.Email), ("status", query.Status), ("label", query.Label),
                    ("createdAfter", query.CreatedAfter?.UtcDateTime.ToString("O")),
                    ("createdBefore", query.CreatedBefore?.UtcDateTime.ToString("O"))),
                page)),
            cancellationToken);

    public Task<Result> DeleteAsync(UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/users/{user}")), cancellationToken);

    public Task<Result> EraseAsync(UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Post(Route.Of($"/v1/users/{user}/erase")), cancellationToken);

    public Task<Result<User>> BanAsync(UserId user, BanUserRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<User>(ApiCall.Post(Route.Of($"/v1/users/{user}/ban"), request), cancellationToken);

    public Task<Result> UnbanAsync(UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/users/{user}/ban")), cancellationToken);

    public Task<Result<IReadOnlyList<Session>>> ListSessionsAsync(UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<Session>>(ApiCall.Get(Route.Of($"/v1/users/{user}/sessions")), cancellationToken);

    public Task<Result> RevokeSessionAsync(UserId user, SessionId session, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/users/{user}/sessions/{session}")), cancellationToken);

    public Task<Result<RevokedSessions>> RevokeAllSessionsAsync(UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync<RevokedSessions>(ApiCall.Post(Route.Of($"/v1/users/{user}/sessions/revoke-all")), cancellationToken);

    public Task<Result<Impersonation>> ImpersonateAsync(UserId user, ImpersonateRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Impersonation>(ApiCall.Post(Route.Of($"/v1/users/{user}/impersonate"), request), cancellationToken);

    public Task<Result<RevokedSessions>> EndImpersonationAsync(UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync<RevokedSessions>(ApiCall.Delete(Route.Of($"/v1/users/{user}/impersonate")), cancellationToken);

    public Task<Result<Mfa>> GetMfaAsync(UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Mfa>(ApiCall.Get(Route.Of($"/v1/users/{user}/mfa")), cancellationToken);

    public Task<Result> ResetMfaAsync(UserId user, ResetMfaRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/users/{user}/mfa"), request), cancellationToken);

    public Task<Result<User>> RequirePasswordChangeAsync(
        UserId user, RequirePasswordChangeRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<User>(ApiCall.Post(Route.Of($"/v1/users/{user}/password/require-change"), request), cancellationToken);

    public Task<Result<Profile>> GetProfileAsync(UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Profile>(ApiCall.Get(Route.Of($"/v1/users/{user}/profile")), cancellationToken);

    public Task<Result<Profile>> SetProfileAsync(
        UserId user, SetProfileRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Profile>(ApiCall.Put(Route.Of($"/v1/users/{user}/profile"), request, ifVersion), cancellationToken);

    public Task<Result<User>> SetLabelsAsync(
        UserId user, IReadOnlyList<LabelInput> labels, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<User>(ApiCall.Put(Route.Of($"/v1/users/{user}/labels"), new SetLabelsRequest(labels), ifVersion), cancellationToken);
}
