using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Keys;

namespace CatalystAuth.Core.Keys;

/// <summary>Issues keys of organisations and of users, with scopes that their issuer holds.</summary>
internal sealed class IssueKey(
    CallContext call, OrgAccess access, IKeyStore keys, IOrgStore orgs, IUserStore users, IMembershipStore memberships, Limits limits,
    Permissions.Permissions permissions, KeyLabels labels, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int MostOfUser = 50;

    private static readonly Error TooMany = new(
        KeyErrorCodes.TooMany, $"You have {MostOfUser} keys that work for this organisation, the most there may be. Revoke one first.", ErrorKind.Conflict);

    private static readonly Error NotOfUsers = Error.Field(
        KeyErrorCodes.InvalidKind, "kind", "A server key belongs to an organisation; a key of your own is secret or ephemeral.");

    private static readonly Error UnknownKind = Error.Field(KeyErrorCodes.InvalidKind, "kind", "A key is secret, server or ephemeral.");

    public Task<Result<IssuedKey>> RunAsync(OrgRef reference, IssueKeyRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<IssuedKey>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.KeysWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                // A key that could make keys would outlive its own revocation.
                if (granted.Actor is Actor.User { Impersonator: not null })
                {
                    return Refusals.Impersonated;
                }

                if (granted.Actor is not Actor.User user)
                {
                    return Refusals.UserRequired;
                }

                var checkedKey = await CheckAsync(granted, request, ct).ConfigureAwait(false);
                if (!checkedKey.TryGet(out var made, out refusal))
                {
                    return refusal;
                }

                // Two at once would both believe in the last place.
                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                return await limits.OfOrgAsync(granted.Org.Id, LimitNames.Keys, ct).ConfigureAwait(false) is { } most
                    && await keys.CountLiveAsync(granted.Org.Id, user: null, time.Now(), ct).ConfigureAwait(false) is var live && live >= most
                        ? Limits.Reached(LimitNames.Keys, most, live)
                        : Issue(granted, user.UserId, membership: null, made);
            },
            cancellationToken);

    public Task<Result<IssuedKey>> RunMineAsync(IssueMyKeyRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<IssuedKey>(
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

                if (request.Kind == KeyKind.Server)
                {
                    return NotOfUsers;
                }

                var wanted = new IssueKeyRequest(
                    request.Name, request.Scopes, request.Kind, request.ExpiresIn, request.Description, null, request.Addresses, request.Audiences);
                var checkedKey = await CheckAsync(granted, wanted, ct).ConfigureAwait(false);
                return !checkedKey.TryGet(out var made, out refusal) ? refusal
                    : await keys.CountLiveAsync(granted.Org.Id, user.UserId, time.Now(), ct).ConfigureAwait(false) >= MostOfUser ? TooMany
                    : Issue(granted, user.UserId, membership.Id, made);
            },
            cancellationToken);

    /// <summary>Checks what a key is to be made of, and that its issuer holds it.</summary>
    internal async Task<Result<NewKey>> CheckAsync(OrgGrant grant, IssueKeyRequest request, CancellationToken cancellationToken)
    {
        if ((Check(request) ?? KeyAuthority.CheckHeld(grant, request.Scopes)) is { } error)
        {
            return error;
        }

        if (!KeyChecks.CheckAddresses(request.Addresses).TryGet(out var addresses, out var refusal)
            || !(await labels.JudgeAsync(grant, [], request.Labels ?? [], cancellationToken).ConfigureAwait(false)).TryGet(out var judged, out refusal))
        {
            return refusal;
        }

        return grant.IsOwner
            && await permissions.DefineNewAsync(grant.Org.Id, request.Scopes, cancellationToken).ConfigureAwait(false) is { } undefined
                ? undefined
                : new NewKey(request, addresses, judged);
    }

    private static Error? Check(IssueKeyRequest request) =>
        KeyChecks.CheckName(request.Name) ?? KeyChecks.CheckDescription(request.Description)
        ?? (Enum.IsDefined(request.Kind) ? null : UnknownKind)
        ?? KeyChecks.CheckLife(request.Kind, request.ExpiresIn) ?? KeyChecks.CheckScopes(request.Scopes)
        ?? KeyChecks.CheckAudiences(request.Audiences);

    private IssuedKey Issue(OrgGrant grant, UserId issuer, MembershipId? membership, NewKey made)
    {
        var now = time.Now();
        var id = TypeId.New<KeyId>(now);
        var text = ApiKeyText.Create(id);
        var key = made.ToStored(id, grant.Org.Id, issuer, membership, ApiKeyText.Hash(text), text[^ApiKeyText.HintLength..], now);
        keys.Add(key);
        journal.Write(grant.Org.Id, id.ToString(), new KeyIssued(key.ToState()));
        return key.ToIssued(text, now);
    }
}

/// <summary>A key that is to be made, checked.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Addresses">The addresses in their one form.</param>
/// <param name="Labels">The labels as they begin to stand.</param>
internal sealed record NewKey(IssueKeyRequest Request, IReadOnlyList<string> Addresses, IReadOnlyList<LabelEntry> Labels)
{
    /// <summary>As it is stored; of a user when there is a membership.</summary>
    public StoredKey ToStored(
        KeyId id, OrgId org, UserId issuer, MembershipId? membership, byte[] hash, string hint, DateTimeOffset now)
    {
        DateTimeOffset? end = Request.ExpiresIn is { } seconds ? now.AddSeconds(seconds) : null;
        return new()
        {
            Id = id,
            OrgId = org,
            UserId = membership is null ? null : issuer,
            MembershipId = membership,
            Name = Request.Name,
            Description = Descriptions.Clean(Request.Description),
            Kind = Request.Kind,
            Scopes = Request.Scopes,
            Labels = Labels,
            Addresses = Addresses,
            Audiences = Request.Audiences ?? [],
            Hash = hash,
            Hint = hint,
            CreatedBy = issuer,
            CreatedAt = now,
            ExpiresAt = end,
            TellExpiryAt = KeyExpiry.NextTelling(end, now),
        };
    }
}
