using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Keys;

/// <summary>What keys may do, and who may therefore have them in hand.</summary>
internal sealed class KeyAuthority(
    IBindingStore bindings, RoleCatalog roles, PlatformAccess platform, IUserStore users, EffectiveIdentityResolver identities, TimeProvider time)
{
    /// <summary>
    /// What a key may do now. An organisation's: its own scopes, and what the roles hold that are bound to it in the whole organisation.
    /// A user's: its scopes as far as the user holds them; null when the user is banned, gone, or not in the organisation as they were.
    /// </summary>
    public async Task<HeldByKey?> HeldAsync(StoredKey key, Organisation org, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (key.UserId is not null)
        {
            return await OfUserAsync(key, org, now, cancellationToken).ConfigureAwait(false);
        }

        var held = new List<string>(key.Scopes);
        var bound = (await bindings.ListLiveAsync(key.OrgId, [key.Id.ToString()], now, cancellationToken).ConfigureAwait(false))
            .Where(binding => binding.GroupId is null).ToList();
        foreach (var role in bound.Select(binding => binding.Role).Distinct(StringComparer.Ordinal))
        {
            held.AddRange(await roles.PermissionsOfAsync(key.OrgId, role, cancellationToken).ConfigureAwait(false) ?? []);
        }

        return new([.. held.Distinct(StringComparer.Ordinal)], bound.Min(binding => binding.ExpiresAt));
    }

    /// <summary>The refusal of who would hand on by a key what they do not hold; null when they hold these scopes.</summary>
    public static Error? CheckHeld(OrgGrant grant, IEnumerable<string> scopes) =>
        scopes.FirstOrDefault(scope => !grant.Holds(scope)) is { } missing
            ? Error.Field(KeyErrorCodes.ScopeNotHeld, "scopes", $"You do not hold {missing}, so no key in your hand can.") with { Kind = ErrorKind.Forbidden }
            : null;

    /// <summary>
    /// The refusal of who does not hold all that a key holds: its scopes, the roles bound to it, and those on the platform. Whoever
    /// gives it a secret, or opens it wider, could else act by it beyond what is theirs.
    /// </summary>
    public async Task<Error?> CheckControlAsync(OrgGrant grant, StoredKey key, CancellationToken cancellationToken)
    {
        if (CheckHeld(grant, key.Scopes) is { } refusal)
        {
            return refusal;
        }

        var now = time.Now();
        var subject = key.Id.ToString();
        var bound = await bindings.ListLiveAsync(key.OrgId, [subject], now, cancellationToken).ConfigureAwait(false);
        foreach (var role in bound.Select(binding => binding.Role).Distinct(StringComparer.Ordinal))
        {
            // One that was deleted meanwhile holds nothing.
            if (await roles.PermissionsOfAsync(key.OrgId, role, cancellationToken).ConfigureAwait(false) is not null
                && await roles.CheckGiveAsync(grant, role, cancellationToken).ConfigureAwait(false) is not null)
            {
                return NotHeld(role);
            }
        }

        foreach (var binding in await bindings.ListPlatformAsync(now, cancellationToken).ConfigureAwait(false))
        {
            if (binding.Subject == subject && !await platform.HasRoleAsync(grant.Actor, binding.Role, cancellationToken).ConfigureAwait(false))
            {
                return NotHeld(binding.Role);
            }
        }

        return null;
    }

    private async Task<HeldByKey?> OfUserAsync(
        StoredKey key, Organisation org, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(key.UserId!.Value, cancellationToken).ConfigureAwait(false);
        if (user is null || user.IsBanned(now)
            || await identities.ResolveAuthorityAsync(user.Id, org, cancellationToken).ConfigureAwait(false) is not { } resolved
            || !resolved.Identity.Roles.Any(role => role.Source == new Provenance("membership", $"{key.MembershipId}")))
        {
            return null;
        }

        var permissions = resolved.Identity.Permissions.Where(held => held.Scope is null).Select(held => held.Permission).ToHashSet(StringComparer.Ordinal);
        return new([.. key.Scopes.Where(scope => permissions.Contains(scope) || resolved.Identity.Role == BuiltInRoles.Owner)], resolved.GoodUntil);
    }

    private static Error NotHeld(string role) => new(
        KeyErrorCodes.ScopeNotHeld, $"The role {role} is bound to the key, and you may not give it to anybody.", ErrorKind.Forbidden);
}

/// <summary>What a key may do at a moment.</summary>
/// <param name="Scopes">Its scopes and those of the roles that are bound to it.</param>
/// <param name="Until">When time alone makes it less, as a binding ends; null for never.</param>
internal sealed record HeldByKey(IReadOnlyList<string> Scopes, DateTimeOffset? Until);
