using CatalystAuth.Contracts.Decisions;

namespace CatalystAuth.Core.Decisions;

/// <summary>How forward-auth's decisions are kept and told. Section <c>Catalyst:Decisions</c>.</summary>
public sealed class DecisionOptions
{
    /// <summary>How long they are kept.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Of which there are events.</summary>
    public DecisionEvents Events { get; set; }

    /// <summary>Which of those that let in are recorded. Those that keep out are with each, as long as there is a place for them.</summary>
    public RecordedAllows Allows { get; set; }

    /// <summary>Which part of them with <see cref="RecordedAllows.Sampled"/>: 0 to 1.</summary>
    public double AllowSampleRate { get; set; } = 0.1;

    /// <summary>How many decisions wait in memory at most to be written: 16 to 100 000.</summary>
    public int QueueSize { get; set; } = 8192;

    /// <summary>What becomes of the next one.</summary>
    public WhenDecisionsAreFull WhenFull { get; set; }

    /// <summary>Whether there are events of one.</summary>
    public bool Tells(DecisionOutcome outcome) =>
        Events == DecisionEvents.All || (Events == DecisionEvents.Denials && outcome == DecisionOutcome.Deny);

    /// <summary>Whether one is recorded. The same on every node that is set alike.</summary>
    public bool Records(DecisionOutcome outcome, DecisionId id) => outcome == DecisionOutcome.Deny || Allows switch
    {
        RecordedAllows.All => true,
        RecordedAllows.Sampled => DecisionSample.Has(id, AllowSampleRate),
        _ => false,
    };
}

/// <summary>Which decisions are told as events.</summary>
public enum DecisionEvents
{
    /// <summary>None.</summary>
    Off,

    /// <summary>Those that keep out.</summary>
    Denials,

    /// <summary>Those that let in too.</summary>
    All,
}

/// <summary>Which decisions that let in are recorded.</summary>
public enum RecordedAllows
{
    /// <summary>Every one.</summary>
    All,

    /// <summary>A part of them.</summary>
    Sampled,

    /// <summary>None; they are counted.</summary>
    None,
}

/// <summary>What becomes of a decision for which there is no place among those that wait to be written.</summary>
public enum WhenDecisionsAreFull
{
    /// <summary>One that lets in is answered and not recorded; one that keeps out waits for a place, at most a second.</summary>
    DropAllows,

    /// <summary>Each waits for a place, at most a second; who was to be let in and finds none is kept out.</summary>
    Deny,

    /// <summary>None waits.</summary>
    Drop,
}
