namespace CatalystAuth.Core.Decisions;

/// <summary>How forward-auth's decisions are kept and told.</summary>
public sealed class DecisionOptions
{
    /// <summary>How long they are kept.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Of which there are events.</summary>
    public DecisionEvents Events { get; set; }

    /// <summary>Whether there are events of one.</summary>
    public bool Tells(Contracts.Decisions.DecisionOutcome outcome) =>
        Events == DecisionEvents.All || (Events == DecisionEvents.Denials && outcome == Contracts.Decisions.DecisionOutcome.Deny);
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
