namespace CatalystAuth.Contracts.Events;

/// <summary>
/// What an event of one type tells: the state before and after a change, of which there is none of what was made or is gone, and facts
/// beside them. A member that is null is left out.
/// </summary>
public interface IEventData
{
    /// <summary>One of <see cref="EventTypes"/>.</summary>
    static abstract string Type { get; }

    /// <summary>Goes up when more is changed than members added.</summary>
    static abstract int Version { get; }
}
