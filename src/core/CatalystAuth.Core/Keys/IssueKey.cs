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
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Tokens.Keys;

namespace CatalystAuth.Core.Keys;

/// <summary>Issues a key of an organisation with scopes that its issuer holds.</summary>
internal sealed class IssueKey(
    OrgAccess access, IKeyStore keys, IOrgStore orgs, Limits limits, Permissions.Permissions permissions, Journal journal, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    private const int MaxScopes = 100;

    // Scopes go into every token and header, so all of them together have to stay small.
    private const int MaxScopesLength = 1024;

    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(3650);

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

                if ((Check(request) ?? CheckHeld(granted, request.Scopes)) is { } error)
                {
                    return error;
                }

                if (granted.IsOwner
                    && await permissions.DefineNewAsync(granted.Org.Id, request.Scopes, ct).ConfigureAwait(false) is { } undefined)
                {
                    return undefined;
                }

                // Two at once would both believe in the last place.
                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                return await limits.OfOrgAsync(granted.Org.Id, LimitNames.Keys, ct).ConfigureAwait(false) is { } most
                    && await keys.CountLiveAsync(granted.Org.Id, time.Now(), ct).ConfigureAwait(false) is var live && live >= most
                        ? Limits.Reached(LimitNames.Keys, most, live)
                        : Issue(granted.Org.Id, user.UserId, request);
            },
            cancellationToken);

    private static Error? Check(IssueKeyRequest request)
    {
        if (!DisplayNames.IsValid(request.Name))
        {
            return Error.Field(KeyErrorCodes.InvalidName, "name", DisplayNames.Rule);
        }

        if (request.Kind != KeyKind.Secret)
        {
            return Error.Field(RequestErrorCodes.Invalid, "kind", "The only kind of key is \"secret\".");
        }

        if (request.ExpiresIn is { } life && (life < ShortestLife.TotalSeconds || life > LongestLife.TotalSeconds))
        {
            return Error.Field(
                KeyErrorCodes.InvalidLife, "expiresIn",
                $"expiresIn is a number of seconds from {ShortestLife.TotalSeconds} to {LongestLife.TotalSeconds}, or absent for never.");
        }

        if (request.Scopes.Count is 0 or > MaxScopes || request.Scopes.Sum(scope => (scope?.Length ?? 0) + 1) > MaxScopesLength)
        {
            return Error.Field(
                KeyErrorCodes.InvalidScope, "scopes", $"A key has 1 to {MaxScopes} scopes, together at most {MaxScopesLength} characters.");
        }

        return request.Scopes.All(scope => BuiltInPermissions.All.Contains(scope) || Permissions.Permissions.CanBeDefined(scope))
            && request.Scopes.Distinct(StringComparer.Ordinal).Count() == request.Scopes.Count
                ? null
                : Error.Field(KeyErrorCodes.InvalidScope, "scopes", $"Each scope stands once. {Permissions.Permissions.Rule}");
    }

    private static Error? CheckHeld(OrgGrant grant, IReadOnlyList<string> scopes) =>
        scopes.FirstOrDefault(scope => !grant.Holds(scope)) is { } missing
            ? Error.Field(KeyErrorCodes.ScopeNotHeld, "scopes", $"You do not hold {missing}, so no key of yours can.") with
            {
                Kind = ErrorKind.Forbidden,
            }
            : null;

    private IssuedKey Issue(OrgId org, UserId issuer, IssueKeyRequest request)
    {
        var now = time.Now();
        var id = TypeId.New<KeyId>(now);
        var text = ApiKeyText.Create(id);
        var key = new StoredKey
        {
            Id = id,
            OrgId = org,
            Name = request.Name,
            Kind = request.Kind,
            Scopes = request.Scopes,
            Hash = ApiKeyText.Hash(text),
            Hint = text[^ApiKeyText.HintLength..],
            CreatedBy = issuer,
            CreatedAt = now,
            ExpiresAt = request.ExpiresIn is { } seconds ? now.AddSeconds(seconds) : null,
        };
        keys.Add(key);
        journal.Write(org, id.ToString(), new KeyIssued(new(key.Name, key.Scopes, key.ExpiresAt)));
        return new IssuedKey(id, org, key.Name, key.Kind, key.Scopes, key.Hint, issuer, now, key.ExpiresAt, text);
    }
}
