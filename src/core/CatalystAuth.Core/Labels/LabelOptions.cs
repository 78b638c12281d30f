namespace CatalystAuth.Core.Labels;

/// <summary>What holds for labels. Section <c>Catalyst:Labels</c>.</summary>
public sealed class LabelOptions
{
    /// <summary>Whether only labels that have a schema may be set.</summary>
    public bool Strict { get; set; }
}
