using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Keys;

namespace CatalystAuth.Core.Keys;

/// <summary>Issues keys of organisations and of users, with scopes that their issuer holds, who has proven lately who they are.</summary>
internal sealed class IssueKey(
    CallContext call, OrgAccess access, IKeyStore keys, IOrgStore orgs, IUserStore users, IMembershipStore memberships, Limits limits,
    NewKeyRules rules, FreshSession fresh, AccountNotices notices, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>How many that work a user has for an organisation at most.</summary>
    internal const int MostOfUser = 50;

    internal static readonly Error TooMany = new(
        KeyErrorCodes.TooMany, $"A user has at most {MostOfUser} keys that work for an organisation. Revoke one first.", ErrorKind.Conflict);

    internal static readonly Error NotOfUsers = Error.Field(
        KeyErrorCodes.InvalidKind, "kind", "A server key belongs to an organisation; a key of a user is secret or ephemeral.");

    public async Task<Result<IssuedKey>> RunAsync(OrgRef reference, IssueKeyRequest request, CancellationToken cancellationToken) =>
        await fresh.RefuseAsync(FreshSession.Lately, cancellationToken).ConfigureAwait(false) is { } unproven ? unproven : await unitOfWork.RunAsync<IssuedKey>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.KeysWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                if (!IssuerOf(granted).TryGet(out var issuer, out refusal))
                {
                    return refusal;
                }

                // Two at once would both believe in the last place.
                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                var checkedKey = await rules.CheckAsync(granted, request, ct).ConfigureAwait(false);
                if (!checkedKey.TryGet(out var made, out refusal))
                {
                    return refusal;
                }

                return await limits.OfOrgAsync(granted.Org.Id, LimitNames.Keys, ct).ConfigureAwait(false) is { } most
                    && await keys.CountLiveAsync(granted.Org.Id, user: null, time.Now(), ct).ConfigureAwait(false) is var live && live >= most
                        ? Limits.Reached(LimitNames.Keys, most, live)
                        : Issue(granted, issuer, owner: null, made);
            },
            cancellationToken).ConfigureAwait(false);

    public async Task<Result<IssuedKey>> RunMineAsync(IssueMyKeyRequest request, CancellationToken cancellationToken) =>
        await fresh.RefuseAsync(FreshSession.Lately, cancellationToken).ConfigureAwait(false) is { } unproven ? unproven : await unitOfWork.RunAsync<IssuedKey>(
            async ct =>
            {
                if (call.Actor is not Actor.User user)
                {
                    return call.Actor is Actor.Anonymous ? Refusals.Unauthenticated : Refusals.UserRequired;
                }

                // Who is banned meanwhile comes first, or takes this one too.
                await users.LockAsync(user.UserId, ct).ConfigureAwait(false);
                var entered = await access.EnterAsync(request.Org, ct).ConfigureAwait(false);
                if (!entered.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                if (await memberships.FindAsync(granted.Org.Id, user.UserId, ct).ConfigureAwait(false) is not { } membership
                    || await users.FindAsync(user.UserId, ct).ConfigureAwait(false) is not { } account || account.IsBanned(time.Now()))
                {
                    return Refusals.OrgNotFound;
                }

                if (!IssuerOf(granted).TryGet(out var issuer, out refusal))
                {
                    return refusal;
                }

                if (request.Kind == KeyKind.Server)
                {
                    return NotOfUsers;
                }

                var wanted = new IssueKeyRequest(
                    request.Name, request.Scopes, request.Kind, request.ExpiresIn, request.Description, null, request.Addresses, request.Audiences,
                    request.RateLimits);
                var checkedKey = await rules.CheckAsync(granted, wanted, ct).ConfigureAwait(false);
                if (!checkedKey.TryGet(out var made, out refusal))
                {
                    return refusal;
                }

                if (await keys.CountLiveAsync(granted.Org.Id, user.UserId, time.Now(), ct).ConfigureAwait(false) >= MostOfUser)
                {
                    return TooMany;
                }

                var issued = Issue(granted, issuer, membership, made);
                await notices.KeyChangedAsync(user.UserId, KeyChange.Issued, issued.Name, granted.Org, ct).ConfigureAwait(false);
                return issued;
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Who makes keys: a user in their own name. A key that could would outlive its own revocation.</summary>
    internal static Result<UserId> IssuerOf(OrgGrant grant) =>
        grant.Actor is not Actor.User user ? Refusals.UserRequired
        : user.Impersonator is not null ? Refusals.Impersonated
        : user.UserId;

    private IssuedKey Issue(OrgGrant grant, UserId issuer, Membership? owner, NewKey made)
    {
        var now = time.Now();
        var id = TypeId.New<KeyId>(now);
        var text = ApiKeyText.Create(id);
        var key = made.ToStored(id, grant.Org.Id, issuer, owner, ApiKeyText.Hash(text), text[^ApiKeyText.HintLength..], now);
        keys.Add(key);
        journal.Write(grant.Org.Id, id.ToString(), new KeyIssued(key.ToState()));
        return key.ToIssued(text, now);
    }
}
