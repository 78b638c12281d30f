using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Groups;

internal static class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder routes)
    {
        var groups = routes.MapGroup("/v1/orgs/{org}/groups").RequireAuthorization().WithTags("Groups");
        groups.MapPost("/", (OrgRef org, CreateGroupRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Groups.CreateAsync(org, request, ct).ToVersioned(group => group.Version, group => $"/v1/orgs/{org}/groups/{group.Id}"))
            .Answers<Group>(201).Refuses(400, 401, 403, 404, 409).Describes("createGroup", "Create a group, at the top or below another.")
            .Needs(BuiltInPermissions.GroupsWrite)
            .Example("""{"name":"Engineering"}""");
        groups.MapGet("/", (OrgRef org, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Groups.ListAsync(org, Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<Group>>().Refuses(400, 401, 403, 404).Describes("listGroups", "An organisation's groups, oldest first.")
            .Needs(BuiltInPermissions.GroupsRead);
        groups.MapGet("/{group}", (OrgRef org, GroupId group, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Groups.GetAsync(org, group, ct).ToVersioned(g => g.Version))
            .Answers<Group>().Refuses(400, 401, 403, 404).Describes("getGroup", "Read a group.")
            .Needs(BuiltInPermissions.GroupsRead);
        groups.MapPatch("/{group}", (OrgRef org, GroupId group, UpdateGroupRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Groups.UpdateAsync(org, group, request, ifMatch.Version, ct).ToVersioned(g => g.Version))
            .Answers<Group>().Refuses(400, 401, 403, 404, 409, 412).Describes("updateGroup", "Change a group in its place.")
            .Needs(BuiltInPermissions.GroupsWrite);
        groups.MapPost("/{group}/move", (OrgRef org, GroupId group, MoveGroupRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Groups.MoveAsync(org, group, request, ct).ToVersioned(g => g.Version))
            .Answers<Group>().Refuses(400, 401, 403, 404, 409).Describes("moveGroup", "Move a group, with all below it, below another or to the top.")
            .Needs(BuiltInPermissions.GroupsWrite);
        groups.MapDelete("/{group}", (OrgRef org, GroupId group, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Groups.DeleteAsync(org, group, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404, 409).Describes("deleteGroup", "Delete a group that has none below it.")
            .Needs(BuiltInPermissions.GroupsWrite);
        groups.MapGet("/{group}/members", (OrgRef org, GroupId group, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Groups.ListMembersAsync(org, group, Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<GroupMember>>().Refuses(400, 401, 403, 404).Describes("listGroupMembers", "Who was put into a group.")
            .Needs(BuiltInPermissions.GroupsRead);
        groups.MapPut("/{group}/members/{user}", (OrgRef org, GroupId group, UserId user, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Groups.AddMemberAsync(org, group, user, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("addGroupMember", "Put a member of the organisation into a group.")
            .Needs(BuiltInPermissions.GroupsWrite);
        groups.MapDelete("/{group}/members/{user}", (OrgRef org, GroupId group, UserId user, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Groups.RemoveMemberAsync(org, group, user, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("removeGroupMember", "Take a member out of a group.")
            .Needs(BuiltInPermissions.GroupsWrite);
    }
}
