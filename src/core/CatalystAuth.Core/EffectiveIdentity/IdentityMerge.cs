using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.SignInPolicies;

namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>Merges the sources of an identity into what somebody is and may do, and keeps where each part came from. Pure.</summary>
internal static class IdentityMerge
{
    public static ResolvedIdentity Merge(IdentitySources sources, DateTimeOffset now)
    {
        var roles = Roles(sources, now);
        var entitlements = EntitlementMerge.Merge(sources.Entitlements ?? EntitlementSources.None, now);
        var identity = new EffectiveUser(
            sources.User.Id, sources.Org.Id, sources.Org.Slug, sources.Membership.Role, roles, Groups(sources),
            Mark(sources, Labels(sources, entitlements, now)), Permissions(sources, roles), entitlements.Plan)
        {
            Features = entitlements.Features,
            Limits = entitlements.Limits,
        };
        return new ResolvedIdentity(identity, Tags(sources, roles, entitlements), GoodUntil(sources, now, entitlements.ChangesAt))
        {
            SignIn = sources.Org.SignIn,
        };
    }

    private static List<EffectiveRole> Roles(IdentitySources sources, DateTimeOffset now)
    {
        var roles = new List<EffectiveRole> { new(sources.Membership.Role, Source(sources)) };
        roles.AddRange(sources.Groups.SelectMany(group =>
            group.Roles.Select(role => new EffectiveRole(role, new Provenance("group", group.Id.ToString())))));
        roles.AddRange(sources.Bindings.Where(binding => IsLive(binding, now)).OrderBy(binding => binding.Id)
            .Select(binding => new EffectiveRole(binding.Role, new Provenance("binding", binding.Id.ToString()), binding.GroupId)));
        return roles;
    }

    // One of a group's roles that was deleted meanwhile holds nothing.
    private static List<EffectivePermission> Permissions(IdentitySources sources, List<EffectiveRole> roles)
    {
        var held = new Dictionary<(string Permission, GroupId? Scope), EffectivePermission>();
        foreach (var role in roles)
        {
            IEnumerable<string> permissions = RolePermissions.Of(role.Role) ?? sources.CustomRoles.GetValueOrDefault(role.Role, []);
            permissions = role.Role == BuiltInRoles.Owner ? permissions.Concat(sources.OwnPermissions) : permissions;
            foreach (var permission in permissions)
            {
                held.TryAdd((permission, role.Scope), new(permission, new Provenance("role", role.Role), role.Scope));
            }
        }

        // What is held everywhere need not be said again for a group.
        return [.. held.Values
            .Where(permission => permission.Scope is null || !held.ContainsKey((permission.Permission, null)))
            .OrderBy(permission => permission.Permission, StringComparer.Ordinal).ThenBy(permission => permission.Scope)];
    }

    private static List<EffectiveGroup> Groups(IdentitySources sources) => [.. sources.Groups.Select(group => new EffectiveGroup(
        group.Id, group.Path, sources.DirectGroups.Contains(group.Id) ? Source(sources) : Below(sources, group)))];

    private static Provenance Below(IdentitySources sources, OrgGroup group)
    {
        var below = sources.Groups.First(other =>
            sources.DirectGroups.Contains(other.Id) && other.Path.StartsWith(group.Path + '/', StringComparison.Ordinal));
        return new("group", below.Id.ToString());
    }

    private static IReadOnlyList<EffectiveLabel> Labels(IdentitySources sources, EffectiveEntitlements entitlements, DateTimeOffset now)
    {
        var merge = new LabelMerge(now)
            .Add(sources.User.Labels, new Provenance("user", sources.User.Id.ToString()))
            .Add(sources.Org.Labels, new Provenance("org", sources.Org.Id.ToString()));
        foreach (var group in sources.Groups)
        {
            merge.Add(group.Labels, new Provenance("group", group.Id.ToString()));
        }

        return merge.Apply(sources.Membership.LabelsDelta, Source(sources)).Add(entitlements.Labels).Labels;
    }

    private static IReadOnlyList<EffectiveLabel> Mark(IdentitySources sources, IReadOnlyList<EffectiveLabel> labels) =>
        [.. labels.Select(label => sources.Schemas.Hides(label.Label) ? label with { ClientVisible = false } : label)];

    private static Provenance Source(IdentitySources sources) => new("membership", sources.Membership.Id.ToString());

    private static bool IsLive(StoredBinding binding, DateTimeOffset now) => binding.ExpiresAt is null || binding.ExpiresAt > now;

    private static List<string> Tags(IdentitySources sources, List<EffectiveRole> roles, EffectiveEntitlements entitlements)
    {
        var org = sources.Org.Id;
        var tags = new HashSet<string>(StringComparer.Ordinal)
        {
            IdentityTags.Platform, IdentityTags.DefaultPlan, IdentityTags.User(sources.User.Id), IdentityTags.Org(org),
            IdentityTags.Member(sources.User.Id, org),
        };
        tags.UnionWith(sources.Groups.Select(group => IdentityTags.Group(group.Id)));
        tags.UnionWith(roles.Select(role => IdentityTags.Role(org, role.Role)));
        if (entitlements.Plan is { } plan)
        {
            tags.Add(IdentityTags.Plan(plan));
        }

        return [.. tags];
    }

    // The first moment at which time alone changes the answer.
    private static DateTimeOffset? GoodUntil(IdentitySources sources, DateTimeOffset now, DateTimeOffset? entitlementsChangeAt) => sources.User.Labels
        .Concat(sources.Org.Labels).Concat(sources.Groups.SelectMany(group => group.Labels)).Concat(sources.Membership.LabelsDelta)
        .Select(entry => entry.ExpiresAt)
        .Concat(sources.Bindings.Select(binding => binding.ExpiresAt))
        .Append(entitlementsChangeAt)
        .Where(at => at > now).Min();
}

/// <summary>An identity with what a cache has to know of it.</summary>
/// <param name="Identity">The identity.</param>
/// <param name="Tags">What it was made of: a change of any of these makes it stale.</param>
/// <param name="GoodUntil">When time alone makes it stale; null for never.</param>
internal sealed record ResolvedIdentity(EffectiveUser Identity, IReadOnlyList<string> Tags, DateTimeOffset? GoodUntil)
{
    /// <summary>How members of the organisation prove who they are. Whether this one has is for who knows their session.</summary>
    public required OrgSignIn SignIn { get; init; }
}
