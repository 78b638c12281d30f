using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Entitlements;

/// <summary>Makes plans as a document says, all or none; or tells what that would change.</summary>
internal sealed class ImportPlans(PlatformAccess platform, IPlanStore store, PlanChanges changes, IUnitOfWork unitOfWork)
{
    public Task<Result<PlanImport>> RunAsync(PlanDocument document, bool dryRun, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<PlanImport>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.PlansWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                if (!Check(document.Plans).TryGet(out var wanted, out var error))
                {
                    return error;
                }

                await store.LockAsync(ct).ConfigureAwait(false);
                var all = (await store.ListAsync(ct).ConfigureAwait(false)).ToList();
                if (all.Select(plan => plan.Key).Union(wanted.Select(plan => plan.Key), StringComparer.Ordinal).Count() > PlanChecks.MaxPlans)
                {
                    return PlanChecks.TooMany;
                }

                var told = wanted.Select(plan => new PlanChange(
                    plan.Key, PlanChanges.Compare(all.Find(found => found.Key == plan.Key), plan))).ToList();
                if (wanted.Any(plan => plan.Default) && all.Find(plan => plan.IsDefault) is { } former && told.TrueForAll(change => change.Key != former.Key))
                {
                    told.Add(new(former.Key, PlanChangeKind.Updated));
                }

                if (!dryRun)
                {
                    Apply(all, wanted);
                }

                return new PlanImport(dryRun, told);
            },
            cancellationToken);

    // Who is the default no longer comes first, so that there are never two.
    private void Apply(List<StoredPlan> all, IReadOnlyList<PlanDefinition> wanted)
    {
        foreach (var plan in wanted.OrderBy(plan => plan.Default))
        {
            var made = changes.Apply(all, plan);
            if (!all.Contains(made))
            {
                all.Add(made);
            }
        }
    }

    private static Result<IReadOnlyList<PlanDefinition>> Check(IReadOnlyList<PlanDefinition?> plans)
    {
        if (plans.Count > PlanChecks.MaxPlans)
        {
            return PlanChecks.TooMany;
        }

        var errors = new Dictionary<string, string[]>();
        var good = new List<PlanDefinition>(plans.Count);
        for (var i = 0; i < plans.Count; i++)
        {
            var place = $"plans[{i}]";
            if (plans[i] is not { } plan)
            {
                errors[place] = ["A plan is an object, not null."];
            }
            else if (!PlanChecks.Check(plan).TryGet(out var wanted, out var error))
            {
                foreach (var (field, messages) in error.Fields)
                {
                    errors[$"{place}.{field}"] = messages;
                }
            }
            else if (good.Exists(other => other.Key == wanted.Key))
            {
                errors[$"{place}.key"] = ["An earlier plan of the document has this key."];
            }
            else if (wanted.Default && good.Exists(other => other.Default))
            {
                errors[$"{place}.default"] = ["An earlier plan of the document is the default."];
            }
            else
            {
                good.Add(wanted);
            }
        }

        return errors.Count == 0
            ? good
            : new Error(PlanErrorCodes.Invalid, "Plans of the document break their rules; nothing was changed.", ErrorKind.Invalid) { Fields = errors };
    }
}
