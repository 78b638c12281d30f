using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Invalidation;

namespace CatalystAuth.Core.Entitlements;

/// <summary>
/// Writes new and changed plans and what follows from them. Part of a larger unit of work, which holds the plans.
/// </summary>
internal sealed class PlanChanges(IPlanStore plans, Journal journal, Invalidations invalidations, TimeProvider time)
{
    /// <summary>What it would take to make a plan as the definition says.</summary>
    public static PlanChangeKind Compare(StoredPlan? plan, PlanDefinition wanted) =>
        plan is null ? PlanChangeKind.Created
        : EventJson.AreAlike(plan.ToDefinition(), wanted) ? PlanChangeKind.Unchanged
        : PlanChangeKind.Updated;

    /// <summary>Makes the plan as a checked definition says.</summary>
    /// <param name="all">All plans as they are.</param>
    /// <param name="wanted">The definition.</param>
    public StoredPlan Apply(IReadOnlyList<StoredPlan> all, PlanDefinition wanted)
    {
        var plan = all.FirstOrDefault(found => found.Key == wanted.Key);
        if (wanted.Default && all.FirstOrDefault(found => found.IsDefault && found.Key != wanted.Key) is { } former)
        {
            Change(former, former.ToDefinition() with { Default = false });
        }

        if (plan is not null)
        {
            Change(plan, wanted);
            return plan;
        }

        var now = time.Now();
        plan = new StoredPlan { Key = wanted.Key, Name = wanted.Name, CreatedAt = now, UpdatedAt = now };
        Write(plan, wanted);
        plans.Add(plan);
        journal.Write(org: null, plan.Key, new PlanCreated(plan.ToDefinition()));
        if (plan.IsDefault)
        {
            // What was without a limit may have one now.
            invalidations.DefaultPlanIdentity();
            invalidations.DefaultPlanEntitlements();
        }

        return plan;
    }

    private void Change(StoredPlan plan, PlanDefinition wanted)
    {
        var before = plan.ToDefinition();
        if (EventJson.AreAlike(before, wanted))
        {
            return;
        }

        var given = GivenBy(plan);
        var wasDefault = plan.IsDefault;
        Write(plan, wanted);
        plan.Version++;
        plan.UpdatedAt = time.Now();
        journal.Write(org: null, plan.Key, new PlanUpdated(before, plan.ToDefinition()));
        invalidations.PlanIdentity(plan.Key);
        var loses = EntitlementMerge.TakesAway(given, GivenBy(plan));
        if (loses)
        {
            invalidations.PlanEntitlements(plan.Key);
        }

        if (wasDefault || plan.IsDefault)
        {
            invalidations.DefaultPlanIdentity();
            if (loses || wasDefault != plan.IsDefault)
            {
                invalidations.DefaultPlanEntitlements();
            }
        }
    }

    private EffectiveEntitlements GivenBy(StoredPlan plan) => EntitlementMerge.Merge(new(plan, null, null, null), time.Now());

    private static void Write(StoredPlan plan, PlanDefinition wanted)
    {
        plan.Name = wanted.Name;
        plan.Description = wanted.Description;
        plan.Features = wanted.Features ?? [];
        plan.Limits = wanted.Limits ?? [];
        plan.Labels = wanted.Labels ?? [];
        plan.IsPublic = wanted.Public;
        plan.IsDefault = wanted.Default;
    }
}
