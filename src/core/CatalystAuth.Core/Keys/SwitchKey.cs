using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Keys;

/// <summary>Disables keys and enables them again.</summary>
internal sealed class SwitchKey(
    CallContext call, KeyAccess access, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result<ApiKey>> DisableAsync(KeyId id, CancellationToken cancellationToken) => unitOfWork.RunAsync<ApiKey>(
        async ct =>
        {
            var found = await access.ToStopAsync(id, ct).ConfigureAwait(false);
            if (!found.TryGet(out var key, out var refusal))
            {
                return refusal;
            }

            var now = time.Now();
            if (key.DisabledAt is null && key.RevokedAt is null)
            {
                journal.Write(key.OrgId, id.ToString(), new KeyDisabled(key.ToState()));
                (key.DisabledAt, key.DisabledBy) = (now, (call.Actor as Actor.User)?.UserId);
                key.Version++;
                invalidations.KeyTokens(id, key.OrgId);
            }

            return key.ToContract(now);
        },
        cancellationToken);

    public Task<Result<ApiKey>> EnableAsync(KeyId id, CancellationToken cancellationToken) => unitOfWork.RunAsync<ApiKey>(
        async ct =>
        {
            var found = await access.ToChangeAsync(id, ct).ConfigureAwait(false);
            if (!found.TryGet(out var changing, out var refusal))
            {
                return refusal;
            }

            var (key, grant) = changing;

            // What somebody else stopped the user of a key does not start again.
            if (key.DisabledAt is not null && key.UserId is not null && key.DisabledBy != key.UserId && !grant.Holds(BuiltInPermissions.KeysWrite))
            {
                return Refusals.PermissionDenied(BuiltInPermissions.KeysWrite);
            }

            if (key.DisabledAt is not null)
            {
                (key.DisabledAt, key.DisabledBy) = (null, null);
                key.Version++;
                journal.Write(key.OrgId, id.ToString(), new KeyEnabled(key.ToState()));
            }

            return key.ToContract(time.Now());
        },
        cancellationToken);
}
