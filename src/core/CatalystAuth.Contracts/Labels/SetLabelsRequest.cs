namespace CatalystAuth.Contracts.Labels;

/// <summary>Replaces all labels.</summary>
/// <param name="Labels">Labels of the form <c>key</c> or <c>key:value</c>; one a key.</param>
public sealed record SetLabelsRequest(IReadOnlyList<string> Labels);

/// <summary>Codes of refusals about labels.</summary>
public static class LabelErrorCodes
{
    /// <summary>A label breaks the grammar, a key stands twice, or there are too many.</summary>
    public const string Invalid = "label.invalid";
}
