using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;
using CatalystAuth.Server.RateLimits;

namespace CatalystAuth.Server.Memberships;

internal static class MemberEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/v1/orgs/{org}/members").RequireAuthorization().WithTags("Members");

        members.MapGet("/", (
                OrgRef org, string? q, string? role, string? label, GroupId? group, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Members.SearchAsync(org, new(q, role, label, group), Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<Member>>().Refuses(400, 401, 403, 404).Describes("listMembers", "Who is in an organisation, oldest first.")
            .Needs(BuiltInPermissions.MembersRead);

        members.MapGet("/{user}", (OrgRef org, UserId user, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Members.GetAsync(org, user, ct).ToVersioned(member => member.Version))
            .Answers<Member>().Refuses(400, 401, 403, 404).Describes("getMember", "One member of an organisation.")
            .Needs(BuiltInPermissions.MembersRead);

        members.MapPost("/", (OrgRef org, AddMemberRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Members.AddAsync(org, request, ct).ToVersioned(member => member.Version, member => $"/v1/orgs/{org}/members/{member.UserId}"))
            .Answers<Member>(201).Refuses(400, 401, 403, 404, 409).Describes("addMember", "Add a user to an organisation.")
            .Needs(BuiltInPermissions.MembersWrite);

        members.MapPost("/bulk", (OrgRef org, BulkAddMembersRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Members.AddManyAsync(org, request, ct).ToOk())
            .Answers<BulkAddMembersResponse>().Refuses(400, 401, 403, 404)
            .Describes("addMembers", "Add up to 500 users by id; good rows are added and bad ones told. By address for platform admins only: others invite.")
            .Needs(BuiltInPermissions.MembersWrite)
            .Example("""{"members":[{"userId":"user_01h455vb4pex5vsknk084sn02q"}]}""");

        members.MapPatch("/{user}", (OrgRef org, UserId user, UpdateMemberRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Members.UpdateAsync(org, user, request, ifMatch.Version, ct).ToVersioned(member => member.Version))
            .Answers<Member>().Refuses(400, 401, 403, 404, 409, 412).Describes("updateMember", "Change a member's role or label delta.")
            .Needs(BuiltInPermissions.MembersWrite);

        members.MapDelete("/{user}", (OrgRef org, UserId user, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Members.RemoveAsync(org, user, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404, 409)
            .Describes("removeMember", "Remove a user from an organisation, or leave it.")
            .Needs(BuiltInPermissions.MembersWrite);

        MapJoin(routes.MapGroup("/v1/orgs/{org}/join").WithTags("Members"));
    }

    // Where it is open to whoever wants to join.
    private static void MapJoin(RouteGroupBuilder join)
    {
        join.MapGet("/", (OrgRef org, ICatalyst catalyst, CancellationToken ct) => catalyst.Members.PreviewJoinAsync(org, ct).ToOk())
            .AllowAnonymous().RateLimitedAs(RateLimitedRoutes.Flows).Answers<OpenOrg>().Refuses(400, 404)
            .Describes("previewJoin", "An organisation that is open to whoever wants to join it. One that is not open is not found.");

        join.MapPost("/", (OrgRef org, ICatalyst catalyst, CancellationToken ct) => catalyst.Members.JoinAsync(org, ct).ToOk())
            .RequireAuthorization().Answers<MyOrg>().Refuses(400, 401, 403, 404, 409)
            .Describes("joinOrg", "Join an organisation that is open, as the signed-in user.");
    }
}
