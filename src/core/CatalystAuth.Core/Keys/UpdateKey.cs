using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Keys;

/// <summary>Changes a key. Its tokens die when it may do less than they say.</summary>
internal sealed class UpdateKey(
    KeyAccess access, Permissions.Permissions permissions, KeyLabels labels, IRateLimitStore rateLimits, IOrgStore orgs, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    public Task<Result<ApiKey>> RunAsync(KeyId id, UpdateKeyRequest request, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<ApiKey>(
            async ct =>
            {
                var found = await access.ToChangeAsync(id, ct).ConfigureAwait(false);
                if (!found.TryGet(out var changing, out var refusal))
                {
                    return refusal;
                }

                return ifVersion is not null && ifVersion != changing.Key.Version
                    ? Refusals.VersionMismatch
                    : await ChangeAsync(changing, request, ct).ConfigureAwait(false);
            },
            cancellationToken);

    private async Task<Result<ApiKey>> ChangeAsync(FoundKey found, UpdateKeyRequest request, CancellationToken cancellationToken)
    {
        var (key, grant) = found;
        var now = time.Now();
        if (Check(key, grant, request, now) is { } error)
        {
            return error;
        }

        if (!KeyChecks.CheckAddresses(request.Addresses ?? key.Addresses).TryGet(out var from, out var refusal))
        {
            return refusal;
        }

        var judged = key.Labels;
        if (request.Labels is { } wanted
            && !(await labels.JudgeAsync(grant, key.Labels, wanted, cancellationToken).ConfigureAwait(false)).TryGet(out judged, out refusal))
        {
            return refusal;
        }

        if (request.RateLimits is { } limits && await CheckRateLimitsAsync(key, grant, limits, cancellationToken).ConfigureAwait(false) is { } limitError)
        {
            return limitError;
        }

        if (request.Scopes is { } scopes && grant.IsOwner
            && await permissions.DefineNewAsync(key.OrgId, scopes, cancellationToken).ConfigureAwait(false) is { } undefined)
        {
            return undefined;
        }

        var before = key.ToState();
        var mayLess = (request.Scopes is { } narrower && key.Scopes.Except(narrower, StringComparer.Ordinal).Any())
            || !key.Labels.SequenceEqual(judged)
            || !key.Addresses.SequenceEqual(from, StringComparer.Ordinal)
            || (request.Audiences is { } audiences && !key.Audiences.SequenceEqual(audiences, StringComparer.Ordinal));
        var end = request.ExpiresIn is null ? key.ExpiresAt : EndOf(request.ExpiresIn.Value, now);
        mayLess |= end is { } at && !(key.ExpiresAt <= at);
        (key.Name, key.Description) = (request.Name ?? key.Name, request.Description is null ? key.Description : Descriptions.Clean(request.Description));
        (key.Scopes, key.Labels, key.Addresses) = (request.Scopes ?? key.Scopes, judged, from);
        (key.Audiences, key.ExpiresAt) = (request.Audiences ?? key.Audiences, end);
        key.RateLimits = request.RateLimits ?? key.RateLimits;
        key.RateLimitOverrides = [.. key.RateLimitOverrides.Where(other => key.RateLimits.Contains(other.Name, StringComparer.Ordinal))];
        key.TellExpiryAt = KeyExpiry.NextTelling(end, now);
        key.Version++;
        journal.Write(key.OrgId, key.Id.ToString(), new KeyUpdated(before, key.ToState()));
        if (mayLess)
        {
            invalidations.KeyTokens(key.Id, key.OrgId);
        }

        return key.ToContract(now);
    }

    private async Task<Error?> CheckRateLimitsAsync(
        StoredKey key, OrgGrant grant, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        if (RateLimitChecks.CheckNames(wanted) is { } error)
        {
            return error;
        }

        // A user can bind their own key, and not loose it.
        if (!grant.Holds(BuiltInPermissions.KeysWrite) && key.RateLimits.Except(wanted, StringComparer.Ordinal).Any())
        {
            return Refusals.PermissionDenied(BuiltInPermissions.KeysWrite);
        }

        // A limit that is deleted meanwhile is gone before, or found in use.
        await orgs.LockAsync(key.OrgId, cancellationToken).ConfigureAwait(false);
        var known = await rateLimits.ListAsync(key.OrgId, [.. wanted], cancellationToken).ConfigureAwait(false);
        return RateLimitChecks.CheckKnown(wanted, known.Select(limit => limit.Name).ToHashSet(StringComparer.Ordinal));
    }

    private static Error? Check(StoredKey key, OrgGrant grant, UpdateKeyRequest request, DateTimeOffset now) =>
        (request.Name is null ? null : KeyChecks.CheckName(request.Name))
        ?? KeyChecks.CheckDescription(request.Description)
        ?? (request.Scopes is null ? null : KeyChecks.CheckScopes(request.Scopes) ?? KeyAuthority.CheckHeld(grant, request.Scopes))
        ?? KeyChecks.CheckAudiences(request.Audiences)
        ?? (request.ExpiresIn is { } life ? CheckLife(key, life, now) : null);

    // What is ephemeral stays so: its whole life is a day, however often it is prolonged.
    private static Error? CheckLife(StoredKey key, long seconds, DateTimeOffset now) =>
        KeyChecks.CheckLife(key.Kind, seconds == 0 ? null : seconds)
        ?? (key.Kind == KeyKind.Ephemeral ? KeyChecks.CheckLife(key.Kind, (long)(EndOf(seconds, now)!.Value - key.CreatedAt).TotalSeconds) : null);

    private static DateTimeOffset? EndOf(long seconds, DateTimeOffset now) => seconds == 0 ? null : now.AddSeconds(seconds);
}
