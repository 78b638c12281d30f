using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Sessions;

namespace CatalystAuth.Core.Policies;

/// <summary>
/// What is known of those of whom a policy is asked: what an access token that they got now would say of them, no more and no less.
/// </summary>
internal sealed class EvaluatedSubjects(
    CallContext call, EffectiveIdentityResolver identities, ISessionStore sessions, IKeyStore keys, KeyAuthority authority,
    KeyTraits traits, TimeProvider time)
{
    private static readonly Error NotFound = new(
        PolicyErrorCodes.SubjectNotFound, "The subject is a member or a key of the organisation, by its id.", ErrorKind.NotFound);

    /// <summary>Finds one for who may ask about them.</summary>
    /// <param name="grant">The caller in the organisation.</param>
    /// <param name="subject">A <c>user_…</c> or <c>key_…</c>; null for the caller.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<Result<EvaluatedSubject>> FindAsync(OrgGrant grant, string? subject, CancellationToken cancellationToken)
    {
        if (UserId.TryParse(subject ?? $"{call.Actor}", null, out var user))
        {
            var own = call.Actor as Actor.User;
            return own?.UserId == user || grant.Holds(BuiltInPermissions.RolesRead)
                ? await OfUserAsync(grant, user, own?.UserId == user ? own : null, cancellationToken).ConfigureAwait(false)
                : Refusals.PermissionDenied(BuiltInPermissions.RolesRead);
        }

        if (KeyId.TryParse(subject ?? $"{call.Actor}", null, out var key))
        {
            var own = call.Actor as Actor.Key;
            var found = await keys.FindAsync(key, cancellationToken).ConfigureAwait(false);
            var owner = found?.UserId;
            var isOwn = own?.KeyId == key || (owner is not null && (call.Actor as Actor.User)?.UserId == owner);
            if (!isOwn && !grant.Holds(BuiltInPermissions.KeysRead))
            {
                return Refusals.PermissionDenied(BuiltInPermissions.KeysRead);
            }

            // A user's key is seen by its user, and by who may stop it.
            return isOwn || owner is null || grant.Holds(BuiltInPermissions.KeysWrite)
                ? await OfKeyAsync(grant, found, own?.KeyId == key ? own : null, cancellationToken).ConfigureAwait(false)
                : NotFound;
        }

        return NotFound;
    }

    private async Task<Result<EvaluatedSubject>> OfUserAsync(OrgGrant grant, UserId user, Actor.User? own, CancellationToken cancellationToken)
    {
        if (await identities.ResolveAsync(user, grant.Org.Id, cancellationToken).ConfigureAwait(false) is not { } identity)
        {
            return NotFound;
        }

        var session = own is null ? null : await sessions.FindAsync(own.SessionId, cancellationToken).ConfigureAwait(false);
        var permissions = identity.Permissions.Where(held => held.Scope is null && session?.MayCarry(held.Permission) != false);
        var facts = new PolicySubject
        {
            Scopes = ToSet(permissions.Select(held => held.Permission)),
            Labels = ToSet(ShownLabels.ForClients(identity).Labels.Select(label => label.Label)),
            Roles = ToSet(identity.Roles.Where(role => role.Scope is null).Select(role => role.Role)),
            Groups = ToSet(identity.Groups.Select(group => group.Path)),
            Features = ToSet(identity.Features.Where(feature => feature.Granted).Select(feature => feature.Name)),
            Plan = identity.Plan,
            OrgId = identity.Org.ToString(),
            OrgSlug = identity.OrgSlug,
            Amr = session is { Amr.Count: > 0 } ? session.Amr : null,
            AuthenticatedAt = session?.AuthTime,
            CanProve = session?.ImpersonatorId is null,
        };
        return new EvaluatedSubject($"{user}", identity.Org, identity.OrgSlug, facts, ClauseSources.Of(identity));
    }

    private async Task<Result<EvaluatedSubject>> OfKeyAsync(OrgGrant grant, StoredKey? key, Actor.Key? own, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var org = grant.Org;
        if (key is null || key.OrgId != org.Id
            || key.StatusAt(now) != KeyStatus.Active
            || await authority.HeldAsync(key, org, now, cancellationToken).ConfigureAwait(false) is not { } held)
        {
            return NotFound;
        }

        var (labels, entitled) = await traits.ReadAsync(key, org, cancellationToken).ConfigureAwait(false);
        var facts = new PolicySubject
        {
            Scopes = ToSet(own?.Scopes ?? held.Scopes),
            Labels = ToSet(labels.Select(label => label.Label)),
            Roles = ToSet([]),
            Groups = ToSet([]),
            Features = ToSet(entitled.Features.Where(feature => feature.Granted).Select(feature => feature.Name)),
            Plan = entitled.Plan,
            OrgId = org.Id.ToString(),
            OrgSlug = org.Slug,
        };
        return new EvaluatedSubject($"{key.Id}", org.Id, org.Slug, facts, ClauseSources.OfKey($"{key.Id}", $"{org.Id}", labels, entitled.Features))
        {
            KeyAudiences = key.Audiences,
        };
    }

    private static HashSet<string> ToSet(IEnumerable<string> values) => new(values, StringComparer.Ordinal);
}
