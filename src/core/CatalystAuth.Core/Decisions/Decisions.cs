using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.Decisions;

/// <summary>Forward-auth decisions behind their contract.</summary>
internal sealed class Decisions(CallContext call, OrgAccess access, PlatformAccess platform, IDecisionStore store) : IDecisions
{
    private static readonly Error NotFound = new(DecisionReasons.NotFound, "There is no such decision.", ErrorKind.NotFound);

    public async Task<Result<Decision>> GetAsync(DecisionId decision, CancellationToken cancellationToken = default)
    {
        var found = await store.FindAsync(decision, cancellationToken).ConfigureAwait(false);
        if (found is { OrgId: null })
        {
            return await platform.RefuseAsync(PlatformPermissions.AuditRead, cancellationToken).ConfigureAwait(false) is { } unmet
                ? unmet.Kind == ErrorKind.Unauthenticated ? unmet : NotFound
                : found;
        }

        if (found is { OrgId: { } org } && IsOwn(found))
        {
            var entered = await access.EnterAsync(org, cancellationToken).ConfigureAwait(false);
            return entered.TryGet(out _, out var refusal) ? found : refusal.Code == OrgErrorCodes.NotFound ? NotFound : refusal;
        }

        var grant = await access.AuthorizeOwnedAsync(found?.OrgId, BuiltInPermissions.DecisionsRead, NotFound, cancellationToken)
            .ConfigureAwait(false);
        return grant.Map(_ => found!);
    }

    // A session reads what its user asked for by a session or a key, and a key what was asked for by its tokens.
    private bool IsOwn(Decision decision) => call.Actor switch
    {
        Actor.User user => decision.Subject == user.UserId.ToString(),
        Actor.Key key => decision.Basis?.Key == key.KeyId.ToString() || decision.Subject == key.KeyId.ToString(),
        _ => false,
    };
}
