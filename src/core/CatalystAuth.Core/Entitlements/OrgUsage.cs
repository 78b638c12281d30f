using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Entitlements;

/// <summary>What organisations use of their limits, behind its contract. Consumption is counted, not journalled one by one.</summary>
internal sealed class OrgUsage(
    OrgAccess access, IEntitlementStore entitlements, Limits limits, IUsageStore store, IOrgStore orgs, IMembershipStore memberships, IInvitationStore invitations,
    IGroupStore groups, IKeyStore keys, Journal journal, IUnitOfWork unitOfWork, TimeProvider time) : IUsage
{
    private const long MaxAmount = 1_000_000_000;

    private static readonly Error InvalidAmount = Error.Field(
        EntitlementErrorCodes.InvalidAmount, "amount", $"amount is 1 to {MaxAmount}, or below zero to give back; not zero.");

    public async Task<Result<IReadOnlyList<Usage>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.EntitlementsRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var refusal))
        {
            return refusal;
        }

        var now = time.Now();
        var counters = (await store.ListAsync(granted.Org.Id, cancellationToken).ConfigureAwait(false))
            .ToDictionary(counter => (counter.Limit, counter.Period), counter => counter.Used);
        var effective = await EffectiveAsync(granted.Org.Id, now, cancellationToken).ConfigureAwait(false);
        var usage = effective.Where(limit => !LimitNames.All.Contains(limit.Name))
            .Select(limit => ToUsage(limit, counters.GetValueOrDefault((limit.Name, UsagePeriods.NameOf(limit.Per, now))), now)).ToList();
        usage.AddRange(await CountAsync(granted, effective, now, cancellationToken).ConfigureAwait(false));
        return usage.OrderBy(entry => entry.Limit, StringComparer.Ordinal).ToList();
    }

    public Task<Result<Usage>> ConsumeAsync(OrgRef org, string limit, ConsumeRequest request, CancellationToken cancellationToken = default) =>
        unitOfWork.RunAsync<Usage>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(org, BuiltInPermissions.EntitlementsConsume, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                if (request.Amount is 0 or > MaxAmount or < -MaxAmount)
                {
                    return InvalidAmount;
                }

                if (LimitNames.All.Contains(limit))
                {
                    return CountedLimit(limit);
                }

                var now = time.Now();
                var effective = await EffectiveAsync(granted.Org.Id, now, ct).ConfigureAwait(false);
                return effective.FirstOrDefault(found => found.Name == limit) is { } known
                    ? await ConsumeAsync(granted.Org.Id, known, request.Amount, now, ct).ConfigureAwait(false)
                    : UnknownLimit;
            },
            cancellationToken);

    private static readonly Error UnknownLimit = new(
        EntitlementErrorCodes.UnknownLimit, "Neither the plan nor an override of the organisation names this limit.", ErrorKind.NotFound);

    private static Error CountedLimit(string limit) => new(
        EntitlementErrorCodes.CountedLimit, $"\"{limit}\" is counted from what is there; it can't be consumed.", ErrorKind.Conflict);

    private async Task<Result<Usage>> ConsumeAsync(
        OrgId org, EffectiveLimit limit, long amount, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var counter = new CounterKey(org, limit.Name, UsagePeriods.NameOf(limit.Per, now));
        var most = limit.Max ?? EntitlementName.MaxNumber;
        if (await store.TryAddAsync(counter, amount, most, now, cancellationToken).ConfigureAwait(false) is not { } used)
        {
            return Limits.Reached(limit.Name, most, await store.ReadAsync(counter, cancellationToken).ConfigureAwait(false));
        }

        if (amount > 0 && used == limit.Max)
        {
            journal.Write(
                org, org.ToString(), new EntitlementLimitReached(limit.Name, used, counter.Period.Length == 0 ? null : counter.Period));
        }

        return ToUsage(limit, used, now);
    }

    private async Task<IReadOnlyList<EffectiveLimit>> EffectiveAsync(OrgId org, DateTimeOffset now, CancellationToken cancellationToken) =>
        EntitlementMerge.Merge(await entitlements.ReadAsync(org, user: null, cancellationToken).ConfigureAwait(false), now).Limits;

    private async Task<IReadOnlyList<Usage>> CountAsync(
        OrgGrant grant, IReadOnlyList<EffectiveLimit> effective, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var org = grant.Org.Id;
        var counted = new List<Usage>
        {
            Counted(LimitNames.Members, await memberships.CountAsync(org, cancellationToken).ConfigureAwait(false)),
            Counted(LimitNames.PendingInvitations, await invitations.CountPendingAsync(org, now, cancellationToken).ConfigureAwait(false)),
            Counted(LimitNames.Keys, await keys.CountLiveAsync(org, user: null, now, cancellationToken).ConfigureAwait(false)),
            Counted(LimitNames.Groups, await groups.CountAsync(org, cancellationToken).ConfigureAwait(false)),
        };
        if (grant.Actor is Actor.User user)
        {
            var most = await limits.OfUserAsync(user.UserId, LimitNames.OrgsOwned, cancellationToken).ConfigureAwait(false);
            var owned = await orgs.CountOwnedAsync(user.UserId, cancellationToken).ConfigureAwait(false);
            counted.Add(new(LimitNames.OrgsOwned, owned, most, LimitPeriod.Lifetime, ResetsAt: null, Counted: true));
        }

        return counted;

        Usage Counted(string name, long used) => new(
            name, used, effective.FirstOrDefault(limit => limit.Name == name)?.Max, LimitPeriod.Lifetime, ResetsAt: null, Counted: true);
    }

    private static Usage ToUsage(EffectiveLimit limit, long used, DateTimeOffset now) =>
        new(limit.Name, used, limit.Max, limit.Per, UsagePeriods.EndOf(limit.Per, now), Counted: false);
}
