using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit.Personal;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Policies;

namespace CatalystAuth.Core.Decisions;

/// <summary>Completes what decisions were based on before they are kept: where the parts of the subject came from, which a token does not say.</summary>
public interface IDecisionSources
{
    /// <summary>The decision with the sources as they are now, moments after it, and without what the operator does not want kept.</summary>
    Task<Decision> CompleteAsync(Decision decision, CancellationToken cancellationToken);
}

/// <summary>Sources from the effective identities that this node keeps in memory.</summary>
internal sealed class DecisionSources(EffectiveIdentityCache identities, AuditRedaction redaction) : IDecisionSources
{
    public async Task<Decision> CompleteAsync(Decision decision, CancellationToken cancellationToken)
    {
        if (decision.Basis is not { } basis)
        {
            return decision;
        }

        if (basis.ClientNetwork is not null && redaction.Covers(Contracts.Events.EventTypes.AuthDecision, AuditRedaction.IpAddress))
        {
            basis = basis with { ClientNetwork = null };
        }

        if (basis.Key is { } key)
        {
            basis = Complete(basis, ClauseSources.OfKey(key));
        }
        else if (decision.OrgId is { } org && UserId.TryParse(decision.Subject, null, out var user)
            && await identities.GetAsync(user, org, cancellationToken).ConfigureAwait(false) is { } identity)
        {
            basis = Complete(basis, ClauseSources.Of(identity));
        }

        return decision with { Basis = basis };
    }

    private static DecisionBasis Complete(DecisionBasis basis, ClauseSources sources) => basis with
    {
        Deny = basis.Deny is null ? null : sources.Complete(basis.Deny),
        Require = basis.Require is null ? null : sources.Complete(basis.Require),
    };
}
