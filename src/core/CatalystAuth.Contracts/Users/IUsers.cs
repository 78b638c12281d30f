using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;

namespace CatalystAuth.Contracts.Users;

/// <summary>Users as a platform admin sees them.</summary>
public interface IUsers
{
    /// <summary>A user. <c>GET /v1/users/{id}</c></summary>
    Task<Result<User>> GetAsync(UserId user, CancellationToken cancellationToken = default);

    /// <summary>The users that a query finds, oldest first. <c>GET /v1/users</c></summary>
    Task<Result<Page<User>>> SearchAsync(UserQuery query, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a user; their tokens die at once. <c>DELETE /v1/users/{id}</c></summary>
    Task<Result> DeleteAsync(UserId user, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes what the audit trail knows of a user unreadable for good, also of one that was deleted; a legal hold forbids it.
    /// <c>POST /v1/users/{id}/erase</c>
    /// </summary>
    Task<Result> EraseAsync(UserId user, CancellationToken cancellationToken = default);

    /// <summary>Keeps a user out; their sessions and tokens end. <c>POST /v1/users/{id}/ban</c></summary>
    Task<Result<User>> BanAsync(UserId user, BanUserRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lets a user in again. <c>DELETE /v1/users/{id}/ban</c></summary>
    Task<Result> UnbanAsync(UserId user, CancellationToken cancellationToken = default);

    /// <summary>A user's live sessions, newest first. <c>GET /v1/users/{id}/sessions</c></summary>
    Task<Result<IReadOnlyList<Session>>> ListSessionsAsync(UserId user, CancellationToken cancellationToken = default);

    /// <summary>Ends one of a user's sessions; its tokens die with it. <c>DELETE /v1/users/{id}/sessions/{session}</c></summary>
    Task<Result> RevokeSessionAsync(UserId user, SessionId session, CancellationToken cancellationToken = default);

    /// <summary>Ends all of a user's sessions. <c>POST /v1/users/{id}/sessions/revoke-all</c></summary>
    Task<Result<RevokedSessions>> RevokeAllSessionsAsync(UserId user, CancellationToken cancellationToken = default);

    /// <summary>
    /// Begins a short session in which the caller acts as the user, by default to look only. Needs a fresh proof of who calls.
    /// <c>POST /v1/users/{id}/impersonate</c>
    /// </summary>
    Task<Result<Impersonation>> ImpersonateAsync(UserId user, ImpersonateRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends every session in which somebody acts as the user. <c>DELETE /v1/users/{id}/impersonate</c></summary>
    Task<Result<RevokedSessions>> EndImpersonationAsync(UserId user, CancellationToken cancellationToken = default);

    /// <summary>How a user can prove who they are. <c>GET /v1/users/{id}/mfa</c></summary>
    Task<Result<Mfa>> GetMfaAsync(UserId user, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes all second factors of a user away, for one who has lost them; their sessions end. Needs a fresh proof of who calls.
    /// <c>DELETE /v1/users/{id}/mfa</c>
    /// </summary>
    Task<Result> ResetMfaAsync(UserId user, ResetMfaRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Has a user set another password before their next session, however they sign in. <c>POST /v1/users/{id}/password/require-change</c>
    /// </summary>
    Task<Result<User>> RequirePasswordChangeAsync(UserId user, RequirePasswordChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>The whole profile. <c>GET /v1/users/{id}/profile</c></summary>
    Task<Result<Profile>> GetProfileAsync(UserId user, CancellationToken cancellationToken = default);

    /// <summary>Replaces the whole profile. <c>PUT /v1/users/{id}/profile</c></summary>
    Task<Result<Profile>> SetProfileAsync(
        UserId user, SetProfileRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Replaces the labels set on a user. <c>PUT /v1/users/{id}/labels</c></summary>
    Task<Result<User>> SetLabelsAsync(
        UserId user, IReadOnlyList<LabelInput> labels, int? ifVersion = null, CancellationToken cancellationToken = default);
}
