using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Client.Users;

/// <summary>The signed-in user over HTTP.</summary>
internal sealed class MeClient(AuthorizedTransport calls) : IMe
{
    public Task<Result<Me>> GetAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<Me>(ApiCall.Get("/v1/me"), cancellationToken);

    public Task<Result<EffectiveUser>> EffectiveAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<EffectiveUser>(ApiCall.Get(Route.Of($"/v1/me/effective?org={org}")), cancellationToken);

    public Task<Result<Explanation>> ExplainAsync(OrgRef org, string permission, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Explanation>(ApiCall.Get(Route.Of($"/v1/me/explain?org={org}&permission={permission}")), cancellationToken);

    public Task<Result<IReadOnlyList<Session>>> ListSessionsAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<Session>>(ApiCall.Get("/v1/me/sessions"), cancellationToken);

    public Task<Result> RevokeSessionAsync(SessionId session, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/me/sessions/{session}")), cancellationToken);
}
