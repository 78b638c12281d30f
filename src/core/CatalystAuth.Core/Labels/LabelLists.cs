using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Labels;

/// <summary>Checks lists of labels, as far as that can be done without their schemas.</summary>
internal static class LabelLists
{
    /// <summary>The labels in order of their keys, or which one is wrong.</summary>
    public static Result<IReadOnlyList<LabelInput>> Check(IReadOnlyList<LabelInput> labels)
    {
        if (labels.Count > LabelGrammar.MaxCount)
        {
            return Refuse($"At most {LabelGrammar.MaxCount} labels.");
        }

        if (labels.Where(label => !LabelGrammar.IsValid(label.Label)).Take(1).ToList() is [var wrong])
        {
            return Refuse($"\"{Shorten(wrong.Label)}\" is no label. One is key or key:value, at most {LabelGrammar.MaxLength} characters of a-z 0-9 . _ -.");
        }

        return FindRepeatedKey(labels.Select(label => label.Label)) is { } key
            ? Refuse($"The key \"{key}\" stands twice.")
            : Result(labels.OrderBy(label => label.Label, StringComparer.Ordinal));
    }

    /// <summary>A membership's delta in its order, or which part is wrong.</summary>
    public static Result<IReadOnlyList<LabelInput>> CheckDelta(IReadOnlyList<LabelInput> delta)
    {
        if (delta.Count > LabelGrammar.MaxCount)
        {
            return Refuse($"At most {LabelGrammar.MaxCount} labels.", "labelsDelta");
        }

        if (delta.Where(part => !LabelGrammar.IsValidDelta(part.Label)).Take(1).ToList() is [var wrong])
        {
            return Refuse($"\"{Shorten(wrong.Label)}\" is no change of labels. One is +label or -label.", "labelsDelta");
        }

        return FindRepeatedKey(delta.Select(part => part.Label[1..])) is { } key
            ? Refuse($"The key \"{key}\" stands twice.", "labelsDelta")
            : Result(delta);
    }

    private static string? FindRepeatedKey(IEnumerable<string> labels) =>
        labels.GroupBy(LabelGrammar.KeyOf, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;

    private static Result<IReadOnlyList<LabelInput>> Result(IEnumerable<LabelInput> labels) => labels.ToList();

    private static Error Refuse(string message, string field = "labels") => Error.Field(LabelErrorCodes.Invalid, field, message);

    private static string Shorten(string? text) => text is { Length: > 80 } ? text[..80] + "…" : text ?? "null";
}
