using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Labels;

/// <summary>Checks what a label schema is made of. Pure.</summary>
internal static class LabelSchemaChecks
{
    /// <summary>How many the platform has, and each organisation.</summary>
    public const int MaxCount = 200;

    private const int MaxValues = 100;
    private const long ShortestLife = 60;
    private const long LongestLife = 315_576_000;

    public static readonly Error NotFound = new(LabelSchemaErrorCodes.NotFound, "There is no schema for this key here.", ErrorKind.NotFound);

    public static readonly Error TooMany = new(LabelSchemaErrorCodes.TooMany, $"There are at most {MaxCount} label schemas.", ErrorKind.Conflict);

    public static readonly Error OfPlatform = new(
        LabelSchemaErrorCodes.OfPlatform, "The platform has a schema for this key, which counts everywhere. Choose another key.", ErrorKind.Conflict);

    public static readonly Error InUse = new(
        LabelSchemaErrorCodes.InUse, "A rule of an app asks for this label, so that clients have to see it. Change the rule first.", ErrorKind.Conflict);

    public static bool IsKey(string? key) => LabelGrammar.IsValid(key) && LabelGrammar.ValueOf(key) is null;

    public static Error? Check(string key, SetLabelSchemaRequest request)
    {
        if (!IsKey(key))
        {
            return Refuse("key", $"A key is made of a-z 0-9 . _ -, a letter or digit first, at most {LabelGrammar.MaxLength} characters.");
        }

        if (!Descriptions.IsValid(request.Description))
        {
            return Refuse("description", Descriptions.Rule);
        }

        if (!Enum.IsDefined(request.Value) || !Enum.IsDefined(request.SetBy))
        {
            return Refuse(Enum.IsDefined(request.Value) ? "setBy" : "value", "There is no such word.");
        }

        return CheckValues(key, request.Value, request.Values ?? [])
            ?? CheckTargets(request.Targets)
            ?? (request.MaxLife is < ShortestLife or > LongestLife
                ? Refuse("maxLife", $"maxLife is a number of seconds from {ShortestLife} to {LongestLife}, or absent for ever.")
                : null);
    }

    private static Error? CheckValues(string key, LabelValue value, IReadOnlyList<string> values)
    {
        if (values.Count > 0 && value == LabelValue.None)
        {
            return Refuse("values", "Labels without a value have no list of values.");
        }

        return values.Count > MaxValues || values.Distinct(StringComparer.Ordinal).Count() < values.Count || !values.All(text => LabelGrammar.IsValid($"{key}:{text}"))
            ? Refuse("values", $"At most {MaxValues} values, each once, of letters, digits and . _ -; with key and colon at most {LabelGrammar.MaxLength} characters.")
            : null;
    }

    private static Error? CheckTargets(IReadOnlyList<LabelTarget>? targets) =>
        targets is null || (targets.Count > 0 && targets.Distinct().Count() == targets.Count && targets.All(Enum.IsDefined))
            ? null
            : Refuse("targets", "targets names each of user, org, group, membership, key at most once, and at least one of them; left out it means all.");

    private static Error Refuse(string field, string message) => Error.Field(LabelSchemaErrorCodes.Invalid, field, message);
}
