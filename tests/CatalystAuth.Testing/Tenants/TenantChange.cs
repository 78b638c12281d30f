namespace CatalystAuth.Testing.Tenants;

/// <summary>One change of a tenant, chosen by chance: what, and numbers that say to whom and how.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="A">Chooses the first thing, e.g. the organisation.</param>
/// <param name="B">Chooses the second.</param>
/// <param name="C">Chooses the third.</param>
public readonly record struct TenantChange(TenantChangeKind Kind, int A, int B, int C);

/// <summary>What can change in a tenant that effective identities are made of.</summary>
public enum TenantChangeKind
{
    UserLabels,
    OrgLabels,
    OrgSlug,
    MemberRole,
    MemberDelta,
    AddMember,
    RemoveMember,
    CreateGroup,
    UpdateGroup,
    RenameGroup,
    MoveGroup,
    DeleteGroup,
    JoinGroup,
    LeaveGroup,
    CreateRole,
    UpdateRole,
    DeleteRole,
    DefinePermission,
    Bind,
    Unbind,
    Ban,
    Unban,
    ChangePlan,
    DefaultPlan,
    Subscribe,
    Unsubscribe,
    OverrideUser,
    OrgSchema,
    PlatformSchema,
    DropSchemas,
    Suspend,
    Reactivate,
    DeleteOrg,
    RestoreOrg,
}
