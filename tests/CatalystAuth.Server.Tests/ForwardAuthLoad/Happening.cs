using CatalystAuth.Testing;

namespace CatalystAuth.Server.Tests.ForwardAuthLoad;

/// <summary>A change that is made while others ask: before it begins the old holds, from when it is certain on only the new, and between them either.</summary>
internal sealed class Happening
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private long _begun = long.MaxValue;
    private long _certain = long.MaxValue;

    /// <summary>Makes it.</summary>
    /// <param name="change">The call.</param>
    /// <param name="bound">How long after its answer all nodes know.</param>
    public async Task MakeAsync(Func<Task> change, TimeSpan bound)
    {
        Volatile.Write(ref _begun, TimeProvider.System.GetTimestamp());
        await change();
        Volatile.Write(ref _certain, TimeProvider.System.GetTimestamp() + (long)(bound.TotalSeconds * TimeProvider.System.TimestampFrequency));
    }

    /// <summary>Whether an answer that came at this time may know of it.</summary>
    public bool MayBeKnownAt(long answered) => Volatile.Read(ref _begun) <= answered;

    /// <summary>Whether whoever asks at this time must be told by it.</summary>
    public bool IsCertainAt(long asked) => Volatile.Read(ref _certain) <= asked;

    /// <summary>Waits until it is certain.</summary>
    public Task WaitAsync() =>
        Eventually.BeAsync(() => Task.FromResult(IsCertainAt(TimeProvider.System.GetTimestamp())), Patience);
}
