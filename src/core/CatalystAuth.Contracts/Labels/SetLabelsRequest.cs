namespace CatalystAuth.Contracts.Labels;

/// <summary>Replaces all labels.</summary>
/// <param name="Labels">Labels of the form <c>key</c> or <c>key:value</c>; one a key.</param>
public sealed record SetLabelsRequest(IReadOnlyList<LabelInput> Labels);

/// <summary>Codes of refusals about labels.</summary>
public static class LabelErrorCodes
{
    /// <summary>A label breaks the grammar, a key stands twice, or there are too many.</summary>
    public const string Invalid = "label.invalid";

    /// <summary>The caller may not set, change or take away labels with this key.</summary>
    public const string NotAllowed = "label.not_allowed";

    /// <summary>The schema of the key does not know the value.</summary>
    public const string ValueNotAllowed = "label.value_not_allowed";

    /// <summary>Labels with this key do not stand on such a thing.</summary>
    public const string WrongTarget = "label.wrong_target";

    /// <summary>The expiry is over already, or later than the schema of the key allows.</summary>
    public const string InvalidExpiry = "label.invalid_expiry";
}
