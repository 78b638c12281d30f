namespace CatalystAuth.Contracts.Events;

/// <summary>Refusals of the event stream.</summary>
public static class EventErrorCodes
{
    /// <summary>No such type of event.</summary>
    public const string UnknownType = "event.unknown_type";

    /// <summary>There is no such event, or it is not of what was asked for.</summary>
    public const string CursorGone = "event.cursor_gone";

    /// <summary>The node, or the organisation on it, has as many streams open as it may.</summary>
    public const string TooManyStreams = "event.too_many_streams";
}
