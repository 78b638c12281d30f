using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Events;

/// <summary>Events as they happen. Read it once, and dispose it: there can be only so many at a time.</summary>
public abstract class EventStream : IAsyncEnumerable<Event>, IDisposable
{
    /// <summary>The last event that was told or passed over; null while there was none. Give it as <c>After</c> to go on behind it.</summary>
    public abstract EventId? Cursor { get; }

    /// <summary>Why it came to an end; null while it has not.</summary>
    public abstract Error? Ended { get; }

    /// <inheritdoc />
    public abstract IAsyncEnumerator<Event> GetAsyncEnumerator(CancellationToken cancellationToken = default);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what it holds.</summary>
    protected abstract void Dispose(bool disposing);
}

/// <summary>Which events to be told as they happen.</summary>
/// <param name="Org">As <see cref="EventQuery.Org"/>.</param>
/// <param name="After">Behind which event to begin; null begins with what happens from now on.</param>
/// <param name="Types">As <see cref="EventQuery.Types"/>.</param>
public sealed record EventStreamQuery(OrgRef? Org = null, EventId? After = null, IReadOnlyList<string>? Types = null);
