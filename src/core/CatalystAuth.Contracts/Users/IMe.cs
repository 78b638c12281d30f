using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;

namespace CatalystAuth.Contracts.Users;

/// <summary>What a signed-in user reads and does about themselves.</summary>
public interface IMe
{
    /// <summary>The user. <c>GET /v1/me</c></summary>
    Task<Result<Me>> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Merged labels, roles and permissions in an organisation, each with where it came from. <c>GET /v1/me/effective?org=</c></summary>
    Task<Result<EffectiveUser>> EffectiveAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>Why the caller does or does not hold a permission in an organisation. <c>GET /v1/me/explain?org=&amp;permission=</c></summary>
    Task<Result<Explanation>> ExplainAsync(OrgRef org, string permission, CancellationToken cancellationToken = default);

    /// <summary>The user's live sessions, newest first. <c>GET /v1/me/sessions</c></summary>
    Task<Result<IReadOnlyList<Session>>> ListSessionsAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends one of the user's sessions; its tokens die with it. <c>DELETE /v1/me/sessions/{id}</c></summary>
    Task<Result> RevokeSessionAsync(SessionId session, CancellationToken cancellationToken = default);
}
