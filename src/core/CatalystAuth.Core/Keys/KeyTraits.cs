using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Keys;

/// <summary>
/// What a token of a key says of it beside its scopes, with where it comes from. The labels are the organisation's and its own; not those of a user, which say
/// what their sessions may.
/// </summary>
internal sealed class KeyTraits(IEntitlementStore entitlements, ILabelSchemaStore schemas, TimeProvider time)
{
    /// <summary>Its labels that clients see, and what it is entitled to.</summary>
    public async Task<(IReadOnlyList<EffectiveLabel> Labels, EffectiveEntitlements Entitled)> ReadAsync(
        StoredKey key, Organisation org, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var entitled = EntitlementMerge.Merge(await entitlements.ReadAsync(org.Id, key.UserId, cancellationToken).ConfigureAwait(false), now);
        var labels = new LabelMerge(now)
            .Add(org.Labels, new Provenance("org", org.Id.ToString()))
            .Add(key.Labels, new Provenance("key", key.Id.ToString()))
            .Add(entitled.Labels).Labels;
        if (labels.Count == 0)
        {
            return (labels, entitled);
        }

        var hidden = new LabelSchemaSet(await schemas.ListAsync([org.Id], cancellationToken).ConfigureAwait(false));
        return ([.. labels.Where(label => !hidden.Hides(label.Label))], entitled);
    }
}
