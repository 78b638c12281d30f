using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Memberships;

/// <summary>
/// Adds many users to an organisation in one transaction. A bad row is told and stops no other. By address only who may see all users adds somebody;
/// for anybody else no account is looked for, so that they learn of none.
/// </summary>
internal sealed class AddManyMembers(
    OrgAccess access, PlatformAccess platform, RoleCatalog roles, LabelRules rules, IMembershipStore memberships, IUserStore users, IUserAddresses addresses, IOrgStore orgs,
    JoinOrg join, IUnitOfWork unitOfWork)
{
    private static readonly Error WrongCount = Error.Field(
        RequestErrorCodes.Invalid, "members", $"One request has 1 to {BulkAddMembersRequest.MaxRows} members.");

    private static readonly Error EitherOr = Error.Field(
        RequestErrorCodes.Invalid, "userId", "A row names its user by userId or by email: one of both.");

    private static readonly Error NoAccount = new(
        UserErrorCodes.NotFound, "There is no account with this address. Invite it instead.", ErrorKind.NotFound);

    public Task<Result<BulkAddMembersResponse>> RunAsync(
        OrgRef reference, BulkAddMembersRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<BulkAddMembersResponse>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.MembersWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                if (request.Members.Count is 0 or > BulkAddMembersRequest.MaxRows)
                {
                    return WrongCount;
                }

                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                var places = await join.PlacesAsync(granted.Org.Id, ct).ConfigureAwait(false);
                var known = await platform.RefuseAsync(PlatformPermissions.UsersRead, ct).ConfigureAwait(false) is null
                    ? await addresses.FindAsync(KeysOf(request.Members), ct).ConfigureAwait(false)
                    : null;
                var judge = await rules.JudgeOfAsync(granted, ct).ConfigureAwait(false);
                var added = new HashSet<UserId>();
                var results = new List<BulkAdded>(request.Members.Count);
                foreach (var row in request.Members)
                {
                    var member = await AddAsync(granted, row, judge, known, added, places, ct).ConfigureAwait(false);
                    results.Add(member.Match(
                        good => new BulkAdded(results.Count) { Member = good },
                        error => new BulkAdded(results.Count) { Error = RowError.Of(error) }));
                }

                return new BulkAddMembersResponse(results);
            },
            cancellationToken);

    private static List<string> KeysOf(IReadOnlyList<BulkMember?> rows) =>
        [.. rows.Select(row => row?.Email).Where(EmailAddress.IsValid).Select(email => EmailAddress.KeyOf(email!)).Distinct(StringComparer.Ordinal)];

    private async Task<Result<Member>> AddAsync(
        OrgGrant grant, BulkMember? row, LabelJudge judge, IReadOnlyDictionary<string, UserAccount>? known, HashSet<UserId> added, Places places,
        CancellationToken cancellationToken)
    {
        // A list may hold null, whatever its type says.
        if (row is null || row.UserId is null == row.Email is null)
        {
            return EitherOr;
        }

        if (!judge.Judge(LabelTarget.Membership, [], row.LabelsDelta ?? []).TryGet(out var delta, out var error))
        {
            return error;
        }

        if (await roles.CheckGiveAsync(grant, row.Role, cancellationToken).ConfigureAwait(false) is { } roleError)
        {
            return roleError;
        }

        var found = await FindUserAsync(row, known, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out var user, out error))
        {
            return error;
        }

        if (added.Contains(user.Id) || await memberships.FindAsync(grant.Org.Id, user.Id, cancellationToken).ConfigureAwait(false) is not null)
        {
            return MemberRefusals.Exists;
        }

        if (places.Refuse() is { } full)
        {
            return full;
        }

        places.Take();
        added.Add(user.Id);
        var member = join.Add(grant.Org.Id, user.Id, row.Role, delta).ToContract(user);

        // Not which is their primary address, when it was asked for another one.
        return row.Email is null ? member : member with { Email = row.Email };
    }

    private async Task<Result<UserAccount>> FindUserAsync(
        BulkMember row, IReadOnlyDictionary<string, UserAccount>? known, CancellationToken cancellationToken)
    {
        if (row.UserId is { } id)
        {
            return await users.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } user ? user : MemberRefusals.UserNotFound;
        }

        if (!EmailAddress.IsValid(row.Email))
        {
            return Error.Field(RequestErrorCodes.Invalid, "email", EmailAddress.Rule);
        }

        return known is null ? MemberRefusals.InviteRequired : known.TryGetValue(EmailAddress.KeyOf(row.Email), out var account) ? account : NoAccount;
    }
}
