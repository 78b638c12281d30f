namespace CatalystAuth.Core.Attempts;

/// <summary>How often somebody failed to prove who they are, of late. Of whom is a hash, see <see cref="AttemptSubjects"/>.</summary>
public sealed class AttemptCounter
{
    /// <summary>For how long failures are remembered after the last one.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>For how long a network from which somebody did sign in is known to be theirs.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromDays(30);

    private const int MostDoublings = 20;

    /// <summary>What is counted.</summary>
    public required string Subject { get; init; }

    /// <summary>Failures, one after the other.</summary>
    public int Failures { get; set; }

    /// <summary>When the last attempt was.</summary>
    public DateTimeOffset LastAt { get; set; }

    /// <summary>Until when no attempt is heard; null while they are.</summary>
    public DateTimeOffset? WaitsUntil { get; set; }

    /// <summary>Until when it counts that the right proof was given; null when it was not.</summary>
    public DateTimeOffset? TrustedUntil { get; set; }

    /// <summary>Whether attempts wait now.</summary>
    public bool Waits(DateTimeOffset now) => WaitsUntil > now;

    /// <summary>Whether the right proof was given of late.</summary>
    public bool IsTrusted(DateTimeOffset now) => TrustedUntil > now;

    /// <summary>Counts an attempt as a failure. After so many free ones the next waits, twice as long each time.</summary>
    public void Fail(DateTimeOffset now, int free, TimeSpan wait, TimeSpan longestWait)
    {
        Failures = now - LastAt > Memory ? 1 : Failures + 1;
        LastAt = now;
        if (Failures < free)
        {
            WaitsUntil = null;
            return;
        }

        var doubled = wait * Math.Pow(2, Math.Min(Failures - free, MostDoublings));
        WaitsUntil = now + (doubled < longestWait ? doubled : longestWait);
    }

    /// <summary>Forgets all failures.</summary>
    public void Clear() => (Failures, WaitsUntil) = (0, null);

    /// <summary>Takes back one failure that was none, with the wait that it began, unless another has begun since.</summary>
    public void TakeBack(DateTimeOffset? waitsUntil)
    {
        Failures = Math.Max(Failures - 1, 0);
        WaitsUntil = WaitsUntil == waitsUntil ? null : WaitsUntil;
    }
}
