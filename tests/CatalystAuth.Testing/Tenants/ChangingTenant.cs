using System.Text.Json;
using CatalystAuth.Client;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Testing.Tenants;

/// <summary>
/// Two organisations with some users, changed at random over HTTP through one or several nodes. What the server refuses (a group that
/// is gone, a name that is taken) is a change that does nothing.
/// </summary>
public sealed class ChangingTenant
{
    private const int Orgs = 2;
    private static readonly string[] Labels = ["beta", "floor:1", "floor:2", "vip", "tier:gold"];
    private static readonly string[] Deltas = ["+beta", "-beta", "-floor", "-floor:1", "+floor:3", "-vip", "+tier:silver"];
    private static readonly string[] RoleNames = ["writer", "signer", "member", "admin", "viewer"];
    private static readonly string[] Plans = ["changing-small", "changing-large"];
    private static readonly string[] Features = ["sso", "audit", "export"];
    private static readonly string[] SchemaKeys = ["vip", "tier", "plan-label"];
    private static readonly string[] Permissions = ["doc:read", "doc:write", "doc:sign", "members:read", "groups:read"];

    private readonly IReadOnlyList<TenantNode> _nodes;
    private readonly IReadOnlyList<UserId> _users;
    private readonly IReadOnlyList<UserId> _others;
    private readonly List<Contracts.Orgs.Org> _orgs = [];
    private readonly List<(OrgId Org, GroupId Id)> _groups = [];
    private readonly List<(OrgId Org, RoleId Id)> _roles = [];
    private readonly List<(OrgId Org, BindingId Id)> _bindings = [];
    private int _turn;

    private ChangingTenant(IReadOnlyList<TenantNode> nodes, UserId owner, IReadOnlyList<UserId> others) =>
        (_nodes, _users, _others) = (nodes, [.. others, owner], others);

    /// <summary>Who may be something, and where.</summary>
    public IEnumerable<(UserId User, OrgId Org)> Pairs => _orgs.SelectMany(org => _users.Select(user => (user, org.Id)));

    /// <summary>Two new organisations of the nodes' owner, with the first two of the others in them.</summary>
    public static async Task<ChangingTenant> CreateAsync(IReadOnlyList<TenantNode> nodes, UserId owner, IReadOnlyList<UserId> others)
    {
        var tenant = new ChangingTenant(nodes, owner, others);
        await tenant.ResetPlatformAsync().ConfigureAwait(false);
        for (var i = 0; i < Orgs; i++)
        {
            var org = (await nodes[0].Owner.Orgs.CreateAsync(new("Changing", $"changing-{Guid.CreateVersion7():N}"))).Value;
            tenant._orgs.Add(org);
            foreach (var user in others.Take(2))
            {
                _ = (await nodes[0].Owner.Members.AddAsync(org.Id, new(user))).Value;
            }

            // Something to change: both roles, a group below a group, and somebody in it.
            await tenant.CreateRoleAsync(nodes[0].Owner, org.Id, 0, 3);
            await tenant.CreateRoleAsync(nodes[0].Owner, org.Id, 1, 5);
            var group = (await nodes[0].Owner.Groups.CreateAsync(org.Id, new("Group", "g0", Roles: ["writer"], Labels: ["vip"]))).Value;
            var below = (await nodes[0].Owner.Groups.CreateAsync(org.Id, new("Group", "g1", group.Id, Labels: ["floor:1"]))).Value;
            _ = (await nodes[0].Admin.Entitlements.SetAsync(org.Id, new(Plans[i]))).Value;
            tenant._groups.AddRange([(org.Id, group.Id), (org.Id, below.Id)]);
            await nodes[0].Owner.Groups.AddMemberAsync(org.Id, below.Id, others[0]);
        }

        foreach (var user in tenant._users)
        {
            await nodes[0].Admin.Entitlements.RemoveOfUserAsync(user).ConfigureAwait(false);
            _ = (await nodes[0].Admin.Users.SetLabelsAsync(user, [])).Value;
            await nodes[0].Admin.Users.UnbanAsync(user);
        }

        return tenant;
    }

    /// <summary>An identity as text.</summary>
    public static string Describe(EffectiveUser? identity) => identity is null ? "nothing" : JsonSerializer.Serialize(identity, CatalystJson.Tolerant);

    /// <summary>An identity as text, or the code with which it was refused.</summary>
    public static string Describe(Result<EffectiveUser> identity) =>
        identity.TryGet(out var found, out var error) ? Describe(found) : error.Code;

    /// <summary>Makes a change through the node whose turn it is, and says with what outcome.</summary>
    public async Task<string> ApplyAsync(TenantChange change)
    {
        var node = _nodes[_turn++ % _nodes.Count];
        var outcome = await ApplyAsync(node, change, _orgs[change.A % Orgs].Id, _users[change.B % _users.Count]).ConfigureAwait(false);
        return $"{change}: {outcome ?? "done"}";
    }

    private Task<string?> ApplyAsync(TenantNode node, TenantChange change, OrgId org, UserId user)
    {
        var owner = node.Owner;
        var (_, a, b, c) = change;
        return change.Kind switch
        {
            TenantChangeKind.UserLabels => CodeOf(node.Admin.Users.SetLabelsAsync(user, SomeLabels(Labels, c))),
            TenantChangeKind.OrgLabels => CodeOf(owner.Orgs.SetLabelsAsync(org, SomeLabels(Labels, c))),
            TenantChangeKind.OrgSlug => CodeOf(owner.Orgs.UpdateAsync(org, new(Slug: $"changed-{Guid.CreateVersion7():N}"))),
            TenantChangeKind.MemberRole => CodeOf(owner.Members.UpdateAsync(org, user, new(Role: One(RoleNames, c)))),
            TenantChangeKind.MemberDelta => CodeOf(owner.Members.UpdateAsync(org, user, new(LabelsDelta: SomeLabels(Deltas, c)))),
            TenantChangeKind.AddMember => CodeOf(owner.Members.AddAsync(org, new(user, One(RoleNames, c)))),
            TenantChangeKind.RemoveMember => CodeOf(owner.Members.RemoveAsync(org, user)),
            TenantChangeKind.CreateGroup => CreateGroupAsync(owner, org, b, c),
            TenantChangeKind.UpdateGroup => OnGroupAsync(b, group =>
                CodeOf(owner.Groups.UpdateAsync(group.Org, group.Id, new(Roles: Some(RoleNames[..2], c), Labels: SomeLabels(Labels, a))))),
            TenantChangeKind.RenameGroup => OnGroupAsync(b, group =>
                CodeOf(owner.Groups.UpdateAsync(group.Org, group.Id, new(Slug: $"g{c % 4}")))),
            TenantChangeKind.MoveGroup => OnGroupAsync(b, group =>
                CodeOf(owner.Groups.MoveAsync(group.Org, group.Id, new(OneOf(_groups, group.Org, c))))),
            TenantChangeKind.DeleteGroup => OnGroupAsync(b, group => CodeOf(owner.Groups.DeleteAsync(group.Org, group.Id))),
            TenantChangeKind.JoinGroup => OnGroupAsync(c, group => CodeOf(owner.Groups.AddMemberAsync(group.Org, group.Id, user))),
            TenantChangeKind.LeaveGroup => OnGroupAsync(c, group => CodeOf(owner.Groups.RemoveMemberAsync(group.Org, group.Id, user))),
            TenantChangeKind.CreateRole => CreateRoleAsync(owner, org, b, c),
            TenantChangeKind.UpdateRole => _roles.Count == 0 ? Nothing() : CodeOf(owner.Roles.UpdateAsync(
                One(_roles, b).Org, One(_roles, b).Id, new(Some(Permissions, c)))),
            TenantChangeKind.DeleteRole => _roles.Count == 0 ? Nothing() : CodeOf(owner.Roles.DeleteAsync(One(_roles, b).Org, One(_roles, b).Id)),
            TenantChangeKind.DefinePermission => CodeOf(owner.Permissions.DefineAsync(org, $"doc:extra{c % 5}", new())),
            TenantChangeKind.Bind => BindAsync(owner, org, user, b, c),
            TenantChangeKind.Unbind => _bindings.Count == 0 ? Nothing() : CodeOf(owner.Roles.UnbindAsync(One(_bindings, b).Org, One(_bindings, b).Id)),
            TenantChangeKind.Ban => CodeOf(node.Admin.Users.BanAsync(One(_others, b), new("By chance."))),
            TenantChangeKind.Unban => CodeOf(node.Admin.Users.UnbanAsync(One(_others, b))),
            TenantChangeKind.ChangePlan => CodeOf(node.Admin.Plans.UpdateAsync(
                One(Plans, a), new(Features: Some(Features, b), Limits: [new("seats", c)], Labels: [$"plan-label:{c % 3}"]))),
            TenantChangeKind.DefaultPlan => CodeOf(node.Admin.Plans.UpdateAsync(One(Plans, a), new(Default: b % 2 == 0))),
            TenantChangeKind.Subscribe => CodeOf(node.Admin.Entitlements.SetAsync(
                org, new(One(Plans, b), Features: [new(One(Features, c), c % 2 == 0)], Limits: [new("projects", b)]))),
            TenantChangeKind.Unsubscribe => CodeOf(node.Admin.Entitlements.RemoveAsync(org)),
            TenantChangeKind.OverrideUser => CodeOf(node.Admin.Entitlements.SetOfUserAsync(
                user, new([new(One(Features, c), a % 2 == 0)], [new("seats", c % 3 == 0 ? null : c)]))),
            TenantChangeKind.OrgSchema => CodeOf(owner.LabelSchemas.SetAsync(org, One(SchemaKeys, b), new(ClientVisible: c % 2 == 0))),
            TenantChangeKind.PlatformSchema => CodeOf(node.Admin.LabelSchemas.SetOnPlatformAsync(One(SchemaKeys, b), new(ClientVisible: c % 2 == 0))),
            TenantChangeKind.DropSchemas => DropSchemasAsync(node, org, One(SchemaKeys, b)),
            TenantChangeKind.Suspend => CodeOf(node.Admin.OrgLifecycle.SuspendAsync(org, new())),
            TenantChangeKind.Reactivate => CodeOf(node.Admin.OrgLifecycle.ReactivateAsync(org)),
            TenantChangeKind.DeleteOrg => CodeOf(owner.OrgLifecycle.DeleteAsync(org)),
            TenantChangeKind.RestoreOrg => CodeOf(owner.OrgLifecycle.RestoreAsync(org)),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, message: null),
        };
    }

    // What is everybody's is as it was before the last sequence.
    private async Task ResetPlatformAsync()
    {
        var admin = _nodes[0].Admin;
        foreach (var plan in Plans)
        {
            var created = await admin.Plans.CreateAsync(new(plan, "Changing", Features: ["sso"], Labels: ["plan-label:0"])).ConfigureAwait(false);
            if (!created.IsSuccess)
            {
                _ = (await admin.Plans.UpdateAsync(plan, new(Default: false)).ConfigureAwait(false)).Value;
            }
        }

        foreach (var key in SchemaKeys)
        {
            await admin.LabelSchemas.DeleteOnPlatformAsync(key).ConfigureAwait(false);
        }
    }

    private static async Task<string?> DropSchemasAsync(TenantNode node, OrgId org, string key)
    {
        await node.Admin.LabelSchemas.DeleteOnPlatformAsync(key).ConfigureAwait(false);
        return await CodeOf(node.Owner.LabelSchemas.DeleteAsync(org, key)).ConfigureAwait(false);
    }

    private async Task<string?> CreateGroupAsync(CatalystClient owner, OrgId org, int b, int c)
    {
        var created = await owner.Groups.CreateAsync(org, new(
            "Group", $"g{c % 4}", OneOf(_groups, org, b), Roles: Some(RoleNames[..2], c), Labels: SomeLabels(Labels, b))).ConfigureAwait(false);
        if (created.TryGet(out var group, out var error))
        {
            _groups.Add((org, group.Id));
        }

        return error?.Code;
    }

    private async Task<string?> CreateRoleAsync(CatalystClient owner, OrgId org, int b, int c)
    {
        foreach (var permission in Permissions[..3])
        {
            await owner.Permissions.DefineAsync(org, permission, new()).ConfigureAwait(false);
        }

        var created = await owner.Roles.CreateAsync(org, new(One(RoleNames[..2], b), Some(Permissions, c))).ConfigureAwait(false);
        if (created.TryGet(out var role, out var error))
        {
            _roles.Add((org, role.Id!.Value));
        }

        return error?.Code;
    }

    private async Task<string?> BindAsync(CatalystClient owner, OrgId org, UserId user, int b, int c)
    {
        var subject = (c % 3) switch
        {
            0 => user.ToString(),
            1 => org.ToString(),
            _ => OneOf(_groups, org, b)?.ToString() ?? user.ToString(),
        };
        var bound = await owner.Roles.BindAsync(org, new(subject, One(RoleNames, b), (c & 4) == 0 ? null : OneOf(_groups, org, c))).ConfigureAwait(false);
        if (bound.TryGet(out var binding, out var error))
        {
            _bindings.Add((org, binding.Id));
        }

        return error?.Code;
    }

    private Task<string?> OnGroupAsync(int number, Func<(OrgId Org, GroupId Id), Task<string?>> act) =>
        _groups.Count == 0 ? Nothing() : act(One(_groups, number));

    private static Task<string?> Nothing() => Task.FromResult<string?>("nothing to do it to");

    private static async Task<string?> CodeOf<T>(Task<Result<T>> call) => (await call.ConfigureAwait(false)).TryGet(out _, out var error) ? null : error.Code;

    private static async Task<string?> CodeOf(Task<Result> call)
    {
        var result = await call.ConfigureAwait(false);
        return result.IsSuccess ? null : result.Error.Code;
    }

    private static T One<T>(IReadOnlyList<T> all, int number) => all[number % all.Count];

    // One of the organisation's, or none.
    private static GroupId? OneOf(IEnumerable<(OrgId Org, GroupId Id)> all, OrgId org, int number)
    {
        var mine = all.Where(group => group.Org == org).Select(group => (GroupId?)group.Id).Append(null).ToList();
        return One(mine, number);
    }

    private static IReadOnlyList<LabelInput> SomeLabels(IReadOnlyList<string> all, int bits) => [.. Some(all, bits)];

    // Those whose bit is set, one for each key.
    private static IReadOnlyList<string> Some(IReadOnlyList<string> all, int bits) =>
        [.. all.Where((_, i) => (bits >> i & 1) == 1).DistinctBy(text => text.TrimStart('+', '-').Split(':')[0] + (text.StartsWith("doc", StringComparison.Ordinal) ? text : string.Empty))];
}
