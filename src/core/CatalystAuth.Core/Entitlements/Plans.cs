using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Entitlements;

/// <summary>The use cases of plans behind their contract.</summary>
internal sealed class Plans(
    CallContext call, PlatformAccess platform, IPlanStore store, PlanChanges changes, ImportPlans import, Journal journal, IUnitOfWork unitOfWork)
    : IPlans
{
    public async Task<Result<IReadOnlyList<Plan>>> ListAsync(CancellationToken cancellationToken = default)
    {
        if (call.Actor is Actor.Anonymous)
        {
            return Refusals.Unauthenticated;
        }

        var seesAll = await SeesAllAsync(cancellationToken).ConfigureAwait(false);
        var plans = await store.ListAsync(cancellationToken).ConfigureAwait(false);
        return plans.Where(plan => seesAll || plan.IsPublic).Select(plan => plan.ToContract()).ToList();
    }

    public async Task<Result<Plan>> GetAsync(string plan, CancellationToken cancellationToken = default)
    {
        if (call.Actor is Actor.Anonymous)
        {
            return Refusals.Unauthenticated;
        }

        var found = await store.FindAsync(plan, cancellationToken).ConfigureAwait(false);
        return found is not null && (found.IsPublic || await SeesAllAsync(cancellationToken).ConfigureAwait(false))
            ? found.ToContract()
            : PlanChecks.NotFound;
    }

    public Task<Result<Plan>> CreateAsync(PlanDefinition request, CancellationToken cancellationToken = default) => unitOfWork.RunAsync<Plan>(
        async ct =>
        {
            if (await platform.RefuseAsync(PlatformPermissions.PlansWrite, ct).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }

            if (!PlanChecks.Check(request).TryGet(out var wanted, out var error))
            {
                return error;
            }

            await store.LockAsync(ct).ConfigureAwait(false);
            var all = await store.ListAsync(ct).ConfigureAwait(false);
            return all.Any(plan => plan.Key == wanted.Key) ? PlanChecks.KeyTaken
                : all.Count >= PlanChecks.MaxPlans ? PlanChecks.TooMany
                : changes.Apply(all, wanted).ToContract();
        },
        cancellationToken,
        onDuplicate: PlanChecks.KeyTaken);

    public Task<Result<Plan>> UpdateAsync(
        string plan, UpdatePlanRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) => unitOfWork.RunAsync<Plan>(
        async ct =>
        {
            if (await platform.RefuseAsync(PlatformPermissions.PlansWrite, ct).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }

            await store.LockAsync(ct).ConfigureAwait(false);
            var all = await store.ListAsync(ct).ConfigureAwait(false);
            if (all.FirstOrDefault(found => found.Key == plan) is not { } known)
            {
                return PlanChecks.NotFound;
            }

            if (ifVersion is not null && ifVersion != known.Version)
            {
                return Refusals.VersionMismatch;
            }

            return PlanChecks.Check(Changed(known.ToDefinition(), request)).TryGet(out var wanted, out var error)
                ? changes.Apply(all, wanted).ToContract()
                : error;
        },
        cancellationToken);

    public async Task<Result> DeleteAsync(string plan, CancellationToken cancellationToken = default)
    {
        var done = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.PlansWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                await store.LockAsync(ct).ConfigureAwait(false);
                if (await store.FindAsync(plan, ct).ConfigureAwait(false) is not { } known)
                {
                    return PlanChecks.NotFound;
                }

                if (known.IsDefault || await store.IsInUseAsync(plan, ct).ConfigureAwait(false))
                {
                    return known.IsDefault ? PlanChecks.IsDefault : PlanChecks.InUse;
                }

                journal.Write(org: null, plan, new PlanDeleted(known.ToDefinition()));
                store.Remove(known);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return done.Match<Result>(_ => Result.Success, error => error);
    }

    public async Task<Result<PlanDocument>> ExportAsync(CancellationToken cancellationToken = default)
    {
        if (await platform.RefuseAsync(PlatformPermissions.PlansRead, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        var plans = await store.ListAsync(cancellationToken).ConfigureAwait(false);
        return new PlanDocument([.. plans.Select(plan => plan.ToDefinition())]);
    }

    public Task<Result<PlanImport>> ImportAsync(PlanDocument document, bool dryRun = false, CancellationToken cancellationToken = default) =>
        import.RunAsync(document, dryRun, cancellationToken);

    private async Task<bool> SeesAllAsync(CancellationToken cancellationToken) =>
        await platform.RefuseAsync(PlatformPermissions.PlansRead, cancellationToken).ConfigureAwait(false) is null;

    private static PlanDefinition Changed(PlanDefinition plan, UpdatePlanRequest request) => plan with
    {
        Name = request.Name ?? plan.Name,
        Description = request.Description ?? plan.Description,
        Features = request.Features ?? plan.Features,
        Limits = request.Limits ?? plan.Limits,
        Labels = request.Labels ?? plan.Labels,
        Public = request.Public ?? plan.Public,
        Default = request.Default ?? plan.Default,
    };
}
