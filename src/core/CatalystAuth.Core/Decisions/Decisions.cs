using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.Decisions;

/// <summary>Forward-auth decisions behind their contract.</summary>
internal sealed class Decisions(OrgAccess access, IDecisionStore store) : IDecisions
{
    private static readonly Error NotFound = new(DecisionReasons.NotFound, "There is no such decision.", ErrorKind.NotFound);

    public async Task<Result<Decision>> GetAsync(DecisionId decision, CancellationToken cancellationToken = default)
    {
        var found = await store.FindAsync(decision, cancellationToken).ConfigureAwait(false);
        var grant = await access.AuthorizeOwnedAsync(found?.OrgId, BuiltInPermissions.DecisionsRead, NotFound, cancellationToken)
            .ConfigureAwait(false);
        return grant.Map(_ => found!);
    }
}
