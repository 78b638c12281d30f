using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Core.Events;

/// <summary>
/// Makes ids of events that go up one after another in this process, also within a millisecond: events of one subject are written one
/// behind the other, and their ids keep that order. Thread-safe.
/// </summary>
public sealed class EventIds
{
    private readonly Lock _gate = new();
    private EventId _last = new(Guid.Empty);

    /// <summary>A new id, above all that were made before.</summary>
    public EventId Next(DateTimeOffset now)
    {
        var id = TypeId.New<EventId>(now);
        lock (_gate)
        {
            return _last = id.CompareTo(_last) > 0 ? id : After(_last);
        }
    }

    private static EventId After(EventId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        for (var i = bytes.Length - 1; ++bytes[i] == 0; i--)
        {
        }

        return new(new Guid(bytes, bigEndian: true));
    }
}
