using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Apps;

/// <summary>Deletes an app; forward-auth denies it from then on.</summary>
internal sealed class DeleteApp(OrgAccess access, IAppStore apps, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork)
{
    public async Task<Result> RunAsync(AppId id, CancellationToken cancellationToken)
    {
        var deleted = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var app = await apps.FindAsync(id, ct).ConfigureAwait(false);
                var grant = await access.AuthorizeOwnedAsync(app?.OrgId, BuiltInPermissions.AppsWrite, Apps.NotFound, ct)
                    .ConfigureAwait(false);
                if (!grant.TryGet(out _, out var refusal))
                {
                    return refusal;
                }

                apps.Remove(app!);
                journal.Write(app!.OrgId, id.ToString(), new AppDeleted(Apps.StateOf(app)));
                invalidations.AppDeleted(id);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return deleted.Match<Result>(_ => Result.Success, error => error);
    }
}
