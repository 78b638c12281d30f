using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Memberships;

/// <summary>Adds a user to an organisation.</summary>
internal sealed class AddMember(
    OrgAccess access, RoleCatalog roles, IMembershipStore memberships, IUserStore users, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    private static readonly Error UserNotFound = new(UserErrorCodes.NotFound, "There is no such user.", ErrorKind.NotFound);

    public Task<Result<Member>> RunAsync(OrgRef reference, AddMemberRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Member>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.MembersWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal)
                    || !LabelLists.CheckDelta(request.LabelsDelta ?? []).TryGet(out var delta, out refusal))
                {
                    return refusal;
                }

                if (await roles.CheckGiveAsync(granted, request.Role, ct).ConfigureAwait(false) is { } roleError)
                {
                    return roleError;
                }

                if (await users.FindAsync(request.UserId, ct).ConfigureAwait(false) is not { } user)
                {
                    return UserNotFound;
                }

                if (await memberships.FindAsync(granted.Org.Id, user.Id, ct).ConfigureAwait(false) is not null)
                {
                    return MemberRefusals.Exists;
                }

                return Add(granted.Org.Id, user, request.Role, delta);
            },
            cancellationToken,
            onDuplicate: MemberRefusals.Exists);

    private Member Add(OrgId org, UserAccount user, string role, IReadOnlyList<string> delta)
    {
        var now = time.Now();
        var membership = new Membership
        {
            Id = TypeId.New<MembershipId>(now),
            OrgId = org,
            UserId = user.Id,
            Role = role,
            LabelsDelta = delta,
            CreatedAt = now,
        };
        memberships.Add(membership);
        journal.Write(EventTypes.MemberAdded, org, user.Id.ToString(), new JsonObject { ["role"] = role, ["labelsDelta"] = delta.ToJson() });
        return membership.ToContract(user);
    }
}
