namespace CatalystAuth.Core.Events;

/// <summary>How events are kept and told.</summary>
public sealed class EventOptions
{
    /// <summary>How long events and finished deliveries are kept.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How many streams a node has open at once.</summary>
    public int MaxStreams { get; set; } = 1000;

    /// <summary>How many of them are of one organisation.</summary>
    public int MaxStreamsPerOrg { get; set; } = 100;
}
