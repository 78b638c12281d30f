using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Flows;

/// <summary>What passes between a flow and the identity provider that leads it has bounds, in both directions.</summary>
internal static class ProviderAnswers
{
    private const int MostValues = 50;
    private const int LongestKey = 100;
    private const int LongestValue = 4096;

    private static readonly Error OutOfBounds = Error.Field(
        FlowErrorCodes.InvalidAnswer, "values", $"At most {MostValues} texts of at most {LongestValue} characters, by keys of 1 to {LongestKey}.");

    public static readonly Error NotAsked = Error.Field(
        FlowErrorCodes.InvalidAnswer, "values", "The step does not ask for these.");

    private static readonly FlowError Unsupported = new(
        FlowErrorCodes.Unsupported, "The identity provider asks for something that can't be done here.");

    /// <summary>Why values can't be an answer; null when they can.</summary>
    /// <param name="values">The values.</param>
    /// <param name="step">The step that is answered; null when the flow begins, as nothing was asked yet.</param>
    public static Error? WhyNot(IReadOnlyDictionary<string, string>? values, FlowStep? step) =>
        values is null ? null
        : values.Count > MostValues || values.Any(value => !IsKey(value.Key) || value.Value is not { Length: <= LongestValue }) ? OutOfBounds
        : step is not null && (step.Prompts is null || AreOfAnother(values, step)) ? NotAsked
        : null;

    /// <summary>Whether values name what a step does not ask for: they are an answer to another one.</summary>
    public static bool AreOfAnother(IReadOnlyDictionary<string, string>? values, FlowStep step) =>
        values?.Keys.Except(Keys(step), StringComparer.Ordinal).Any() == true;

    /// <summary>A flow whose next step can be shown safely and answered; one that can't ends it.</summary>
    public static FlowProgress Check(FlowProgress progress) =>
        CanBeShown(progress.State.Step) && progress.State.ProviderState is null or { Length: <= FlowState.MaxProviderState }
            ? progress
            : FlowProgress.Ask(progress.State.Anew(), new(FlowStepKinds.Denied), Unsupported);

    /// <summary>Whether a step asks for other things than the one before it, so that an answer to that one is none to this.</summary>
    public static bool AsksElse(FlowStep before, FlowStep step) =>
        step.Kind != before.Kind
        || (step.Errors is null && !Keys(step).SequenceEqual(Keys(before), StringComparer.Ordinal));

    private static bool CanBeShown(FlowStep step) =>
        (step.Url is null || FlowLinks.AreSafe(step.Url))
        && (step.Form is null || FlowLinks.AreSafe(step.Form.Url))
        && (step.Kind != FlowStepKinds.Redirect || step.Url is not null || step.Form is not null)
        && Keys(step).ToList() is { Count: <= MostValues } keys && keys.TrueForAll(IsKey) && keys.Distinct(StringComparer.Ordinal).Count() == keys.Count;

    private static IEnumerable<string> Keys(FlowStep step) => (step.Prompts ?? []).Select(prompt => prompt.Key);

    private static bool IsKey(string key) => key is { Length: > 0 and <= LongestKey };
}
