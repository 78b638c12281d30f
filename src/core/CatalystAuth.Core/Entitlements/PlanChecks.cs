using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Labels;

namespace CatalystAuth.Core.Entitlements;

/// <summary>Refusals and checks that the use cases of plans share.</summary>
internal static class PlanChecks
{
    public const int MaxPlans = 200;
    public const int MaxEntries = 100;

    public static readonly Error NotFound = new(PlanErrorCodes.NotFound, "There is no such plan.", ErrorKind.NotFound);

    public static readonly Error KeyTaken = Error.Field(PlanErrorCodes.KeyTaken, "key", "A plan has this key. Choose another.") with
    {
        Kind = ErrorKind.Conflict,
    };

    public static readonly Error IsDefault = new(
        PlanErrorCodes.InUse, "It is the default plan. Make another the default, or none, first.", ErrorKind.Conflict);

    public static readonly Error InUse = new(
        PlanErrorCodes.InUse, "Organisations are subscribed to it. Subscribe them to another plan first.", ErrorKind.Conflict);

    public static readonly Error TooMany = new(PlanErrorCodes.TooMany, $"There are at most {MaxPlans} plans.", ErrorKind.Conflict);

    private static readonly string[] Routes = ["export", "import"];

    /// <summary>The definition in its one form (lists in order, no empty description), or what is wrong with it.</summary>
    public static Result<PlanDefinition> Check(PlanDefinition plan)
    {
        if (!OrgSlug.IsValid(plan.Key) || Routes.Contains(plan.Key))
        {
            return Refuse("key", $"A key is made of a-z, 0-9 and single hyphens between them, at most {OrgSlug.MaxLength} characters, and none of {string.Join(", ", Routes)}.");
        }

        if (!DisplayNames.IsValid(plan.Name))
        {
            return Refuse("name", DisplayNames.Rule);
        }

        if (!Descriptions.IsValid(plan.Description))
        {
            return Refuse("description", Descriptions.Rule);
        }

        var features = plan.Features ?? [];
        if (!IsListOfNames(features))
        {
            return Refuse("features", $"At most {MaxEntries} features, each once. {NameRule}");
        }

        var limits = plan.Limits ?? [];
        if (CheckLimits(limits) is { } wrong)
        {
            return Refuse("limits", wrong);
        }

        if (features.Intersect(limits.Select(limit => limit.Name), StringComparer.Ordinal).FirstOrDefault() is { } both)
        {
            return Refuse("limits", $"\"{both}\" is a feature already: a name is one of both.");
        }

        if (!LabelLists.Check([.. (plan.Labels ?? []).Select(LabelInput.FromString)]).TryGet(out var labels, out var error))
        {
            return Refuse("labels", error.Message);
        }

        return plan with
        {
            Description = Descriptions.Clean(plan.Description),
            Features = [.. features.Order(StringComparer.Ordinal)],
            Limits = [.. limits.OrderBy(limit => limit.Name, StringComparer.Ordinal)],
            Labels = [.. labels.Select(label => label.Label)],
        };
    }

    public const string NameRule = "A name is made of a-z, 0-9, _, . and -, begins with a letter, and has at most 64 characters.";

    // A list may hold null, whatever its type says.
    public static bool IsListOfNames(IReadOnlyList<string?> names) =>
        names.Count <= MaxEntries && names.All(EntitlementName.IsValid) && names.Distinct(StringComparer.Ordinal).Count() == names.Count;

    /// <summary>Why a number or a period can't be that of a limit; null when it can.</summary>
    public static string? CheckLimit(string name, long? max, LimitPeriod? per)
    {
        if (max is < 0 or > EntitlementName.MaxNumber)
        {
            return $"max is 0 to {EntitlementName.MaxNumber}, or null for no limit.";
        }

        if (per is { } period && !Enum.IsDefined(period))
        {
            return "per is lifetime, day or month.";
        }

        return LimitNames.All.Contains(name) && per is LimitPeriod.Day or LimitPeriod.Month
            ? $"\"{name}\" is counted from what is there, so it has no period."
            : null;
    }

    private static string? CheckLimits(IReadOnlyList<PlanLimit?> limits) =>
        !IsListOfNames([.. limits.Select(limit => limit?.Name)]) ? $"At most {MaxEntries} limits, each once. {NameRule}"
        : limits.Select(limit => CheckLimit(limit!.Name, limit.Max, limit.Per)).FirstOrDefault(wrong => wrong is not null);

    private static Error Refuse(string field, string message) => Error.Field(PlanErrorCodes.Invalid, field, message);
}
