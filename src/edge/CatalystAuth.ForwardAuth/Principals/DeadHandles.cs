namespace CatalystAuth.ForwardAuth.Principals;

/// <summary>
/// Handles for which there was no session a moment ago, so that a page that asks with one over and over costs a read in some seconds. A fixed number of places;
/// who comes later takes that of who came before. Thread-safe, without a lock.
/// </summary>
internal sealed class DeadHandles
{
    private const int Places = 4096;

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    private readonly Entry?[] _places = new Entry?[Places];
    private long _births;

    /// <summary>How many sessions began here. Read before the store is asked.</summary>
    public long Births => Interlocked.Read(ref _births);

    /// <summary>
    /// A session has begun, and its handle is not yet told: nothing that was found out before counts any more, also not by who is still at it. One that begins on another node
    /// needs no word: nobody has its handle before it is in the store, to ask about it here.
    /// </summary>
    public void Bear() => Interlocked.Increment(ref _births);

    /// <summary>Whether there was no session.</summary>
    public bool Has(CredentialHash hash, DateTimeOffset now) =>
        Volatile.Read(ref PlaceOf(hash)) is { } entry && entry.Hash == hash && entry.Births == Births && now < entry.Until;

    /// <summary>Notes that there was none.</summary>
    /// <param name="hash">The handle at its place.</param>
    /// <param name="births"><see cref="Births"/> before that was found out.</param>
    /// <param name="now">The time.</param>
    public void Add(CredentialHash hash, long births, DateTimeOffset now) => Volatile.Write(ref PlaceOf(hash), new(hash, births, now + Life));

    private ref Entry? PlaceOf(CredentialHash hash) => ref _places[hash.GetHashCode() & (Places - 1)];

    private sealed record Entry(CredentialHash Hash, long Births, DateTimeOffset Until);
}
