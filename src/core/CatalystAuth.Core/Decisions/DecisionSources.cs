using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit.Personal;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Policies;

namespace CatalystAuth.Core.Decisions;

/// <summary>Completes what decisions were based on before they are kept: where the parts of the subject came from, which a token does not say.</summary>
public interface IDecisionSources
{
    /// <summary>The decision with the sources as they are now, moments after it, and without what the operator does not want kept.</summary>
    Task<Decision> CompleteAsync(Decision decision, CancellationToken cancellationToken);
}

/// <summary>Sources from the effective identities that this node keeps in memory, and from keys, each of which is read once a batch.</summary>
internal sealed class DecisionSources(
    EffectiveIdentityCache identities, IKeyStore keys, IOrgStore orgs, KeyTraits traits, AuditRedaction redaction) : IDecisionSources
{
    private readonly Dictionary<string, ClauseSources> _ofKeys = new(StringComparer.Ordinal);

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

        var sources = basis is { Deny: null, Require: null } ? null : await FindAsync(decision, basis.Key, cancellationToken).ConfigureAwait(false);
        return decision with { Basis = sources is null ? basis : Complete(basis, sources) };
    }

    private async Task<ClauseSources?> FindAsync(Decision decision, string? key, CancellationToken cancellationToken) =>
        key is not null ? await OfKeyAsync(key, decision.OrgId, cancellationToken).ConfigureAwait(false)
        : decision.OrgId is { } org && UserId.TryParse(decision.Subject, null, out var user)
            && await identities.GetAsync(user, org, cancellationToken).ConfigureAwait(false) is { } identity
                ? ClauseSources.Of(identity)
                : null;

    private async Task<ClauseSources> OfKeyAsync(string key, OrgId? org, CancellationToken cancellationToken)
    {
        if (!_ofKeys.TryGetValue(key, out var sources))
        {
            sources = await ReadKeyAsync(key, org, cancellationToken).ConfigureAwait(false);
            _ofKeys.Add(key, sources);
        }

        return sources;
    }

    // Of one that is gone, or was for another organisation, nothing more is known than that it had its scopes.
    private async Task<ClauseSources> ReadKeyAsync(string key, OrgId? org, CancellationToken cancellationToken)
    {
        if (!KeyId.TryParse(key, null, out var id) || await keys.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } found || found.OrgId != org
            || await orgs.FindAsync(found.OrgId, cancellationToken).ConfigureAwait(false) is not { } owner)
        {
            return ClauseSources.OfKey(key, $"{org}", [], []);
        }

        var (labels, entitled) = await traits.ReadAsync(found, owner, cancellationToken).ConfigureAwait(false);
        return ClauseSources.OfKey(key, $"{owner.Id}", labels, entitled.Features);
    }

    private static DecisionBasis Complete(DecisionBasis basis, ClauseSources sources) => basis with
    {
        Deny = basis.Deny is null ? null : sources.Complete(basis.Deny),
        Require = basis.Require is null ? null : sources.Complete(basis.Require),
    };
}
