using CatalystAuth.Contracts.Groups;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>Everything that an effective identity is made of, as it was read.</summary>
internal sealed record IdentitySources(UserAccount User, Organisation Org, Membership Membership)
{
    /// <summary>The groups that the user was put into, and all above them, by path.</summary>
    public IReadOnlyList<OrgGroup> Groups { get; init; } = [];

    /// <summary>Those that the user was put into themself.</summary>
    public IReadOnlySet<GroupId> DirectGroups { get; init; } = new HashSet<GroupId>();

    /// <summary>Bindings of the user, of the groups and of the organisation's members as such.</summary>
    public IReadOnlyList<StoredBinding> Bindings { get; init; } = [];

    /// <summary>The organisation's own roles.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> CustomRoles { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The schemas of labels that count in the organisation.</summary>
    public LabelSchemaSet Schemas { get; init; } = LabelSchemaSet.Empty;

    /// <summary>The permissions that the organisation defines; read for owners only.</summary>
    public IReadOnlyList<string> OwnPermissions { get; init; } = [];

    /// <summary>Plans and overrides; null when nobody asks what they give.</summary>
    public EntitlementSources? Entitlements { get; init; }
}
