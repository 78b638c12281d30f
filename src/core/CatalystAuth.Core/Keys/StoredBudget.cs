using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Core.Entitlements;

namespace CatalystAuth.Core.Keys;

/// <summary>The budget of a key as it is stored. What is reserved is the sum of <see cref="StoredReservation"/>, and nowhere else.</summary>
public sealed class StoredBudget
{
    /// <summary>The key.</summary>
    public required KeyId KeyId { get; init; }

    /// <summary>Calls in a period; null for any number.</summary>
    public long? Calls { get; set; }

    /// <summary>Tokens in a period.</summary>
    public long? Tokens { get; set; }

    /// <summary>Money in a period, in millionths.</summary>
    public long? Money { get; set; }

    /// <summary>When it begins anew.</summary>
    public BudgetRefill Refill { get; set; }

    /// <summary>When the period that was spent in ends; null for never.</summary>
    public DateTimeOffset? PeriodEndsAt { get; set; }

    /// <summary>Calls spent in the period.</summary>
    public long SpentCalls { get; set; }

    /// <summary>Tokens spent in the period.</summary>
    public long SpentTokens { get; set; }

    /// <summary>Money spent in the period.</summary>
    public long SpentMoney { get; set; }

    /// <summary>Goes up each time that it is set.</summary>
    public int Version { get; set; } = 1;

    /// <summary>What was spent in the period that a time is in.</summary>
    public BudgetAmount SpentAt(DateTimeOffset now) =>
        PeriodEndsAt <= now ? new() : new(SpentCalls, SpentTokens, SpentMoney);

    /// <summary>Whether a part was spent to its end.</summary>
    public bool IsExhausted(DateTimeOffset now) => SpentAt(now) is var spent && (spent.Calls >= Calls || spent.Tokens >= Tokens || spent.Money >= Money);

    /// <summary>What can be reserved beside what is reserved already; null where nothing limits it.</summary>
    public BudgetLimit Remaining(BudgetAmount reserved, DateTimeOffset now)
    {
        var spent = SpentAt(now);
        return new(
            Left(Calls, spent.Calls, reserved.Calls), Left(Tokens, spent.Tokens, reserved.Tokens), Left(Money, spent.Money, reserved.Money));
    }

    /// <summary>Adds what was spent, in the period of now.</summary>
    public void Spend(BudgetAmount amount, DateTimeOffset now)
    {
        var spent = SpentAt(now);
        PeriodEndsAt = EndOfPeriod(now);
        SpentCalls = Add(spent.Calls, amount.Calls);
        SpentTokens = Add(spent.Tokens, amount.Tokens);
        SpentMoney = Add(spent.Money, amount.Money);
    }

    /// <summary>Gives it other limits. What was spent stays spent until the period of the new refill ends.</summary>
    public void Set(SetBudgetRequest request, DateTimeOffset now)
    {
        var spent = SpentAt(now);
        (Calls, Tokens, Money, Refill) = (request.Calls, request.Tokens, request.Money, request.Refill);
        (SpentCalls, SpentTokens, SpentMoney, PeriodEndsAt) = (spent.Calls, spent.Tokens, spent.Money, EndOfPeriod(now));
    }

    /// <summary>When the period of a time ends.</summary>
    public DateTimeOffset? EndOfPeriod(DateTimeOffset now) => Refill switch
    {
        BudgetRefill.Daily => UsagePeriods.EndOf(LimitPeriod.Day, now),
        BudgetRefill.Monthly => UsagePeriods.EndOf(LimitPeriod.Month, now),
        _ => null,
    };

    /// <summary>As events tell of it.</summary>
    public KeyBudgetState ToState() => new(Refill, Calls, Tokens, Money);

    /// <summary>As the wire has it.</summary>
    public KeyBudget ToContract(BudgetAmount reserved, DateTimeOffset now) => new(
        new(Calls, Tokens, Money), Refill, SpentAt(now), reserved, Remaining(reserved, now), EndOfPeriod(now), Version);

    private static long? Left(long? limit, long spent, long reserved) => limit is { } most ? Math.Max(0, most - spent - reserved) : null;

    private static long Add(long spent, long amount) => Math.Min(spent + amount, EntitlementName.MaxNumber);
}

/// <summary>A part of a budget that is kept for somebody, as it is stored.</summary>
public sealed class StoredReservation
{
    /// <summary>Its id.</summary>
    public required ReservationId Id { get; init; }

    /// <summary>The key whose budget it is of.</summary>
    public required KeyId KeyId { get; init; }

    /// <summary>Calls that are kept.</summary>
    public required long Calls { get; init; }

    /// <summary>Tokens that are kept.</summary>
    public required long Tokens { get; init; }

    /// <summary>Money that is kept.</summary>
    public required long Money { get; init; }

    /// <summary>Calls that were spent of it.</summary>
    public long SpentCalls { get; set; }

    /// <summary>Tokens that were spent of it.</summary>
    public long SpentTokens { get; set; }

    /// <summary>Money that was spent of it.</summary>
    public long SpentMoney { get; set; }

    /// <summary>How it stands, but for its time.</summary>
    public ReservationStatus Status { get; set; }

    /// <summary>When it is released by itself.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How it stands at a time.</summary>
    public ReservationStatus StatusAt(DateTimeOffset now) =>
        Status == ReservationStatus.Held && ExpiresAt <= now ? ReservationStatus.Released : Status;

    /// <summary>What was spent of it.</summary>
    public BudgetAmount Spent => new(SpentCalls, SpentTokens, SpentMoney);

    /// <summary>As the wire has it.</summary>
    public BudgetReservation ToContract(DateTimeOffset now) => new(Id, KeyId, StatusAt(now), new(Calls, Tokens, Money), Spent, ExpiresAt);
}
