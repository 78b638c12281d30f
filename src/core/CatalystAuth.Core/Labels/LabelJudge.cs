using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Labels;

/// <summary>
/// Judges changes of labels by what was known when it was made. Only what changes is judged: a label that the caller may not set can
/// stay, and must then stay as it is. Pure.
/// </summary>
/// <param name="schemas">The schemas that count.</param>
/// <param name="authority">What the caller may do.</param>
/// <param name="strict">Whether labels without a schema are refused.</param>
/// <param name="now">The time.</param>
internal sealed class LabelJudge(LabelSchemaSet schemas, LabelAuthority authority, bool strict, DateTimeOffset now)
{
    /// <summary>The labels as they are to be stored, or why they can't be set.</summary>
    /// <param name="target">What they stand on. A membership's are a delta.</param>
    /// <param name="before">Those that stand there now.</param>
    /// <param name="wanted">Those that shall stand there.</param>
    public Result<IReadOnlyList<LabelEntry>> Judge(LabelTarget target, IReadOnlyList<LabelEntry> before, IReadOnlyList<LabelInput> wanted)
    {
        var isDelta = target == LabelTarget.Membership;
        var field = isDelta ? "labelsDelta" : "labels";
        var check = isDelta ? LabelLists.CheckDelta(wanted) : LabelLists.Check(wanted);
        if (!check.TryGet(out var inputs, out var error))
        {
            return error;
        }

        var known = before.Where(entry => entry.IsLive(now)).ToDictionary(entry => KeyOf(entry.Label, isDelta), StringComparer.Ordinal);
        var judged = new List<LabelEntry>(inputs.Count);
        foreach (var input in inputs)
        {
            known.Remove(KeyOf(input.Label, isDelta), out var old);
            var entry = new LabelEntry(input.Label, input.SetsExpiry ? Rounded(input.ExpiresAt) : old?.Label == input.Label ? old.ExpiresAt : null);
            if (entry != old && !Set(entry, target).TryGet(out entry, out var refusal))
            {
                return Error.Field(refusal.Code, field, refusal.Message) with { Kind = refusal.Kind };
            }

            judged.Add(entry!);
        }

        foreach (var left in known.Values)
        {
            var label = isDelta ? left.Label[1..] : left.Label;
            if (schemas.Hides(label) && !authority.SeesHidden)
            {
                // Who does not see it did not mean to take it away.
                judged.Add(left);
            }
            else if (schemas.Of(label) is { } schema && !authority.MaySet(schema))
            {
                var refused = NotAllowed(label);
                return Error.Field(refused.Code, field, refused.Message) with { Kind = refused.Kind };
            }
        }

        return judged;
    }

    /// <summary>
    /// A delta that somebody else was allowed to offer, as it begins to stand now: what has expired meanwhile is gone, and no label
    /// stands longer than its schema says.
    /// </summary>
    public IReadOnlyList<LabelEntry> Begin(IReadOnlyList<LabelEntry> offered) =>
        [.. offered.Where(entry => entry.IsLive(now)).Select(entry => entry with { ExpiresAt = Sooner(entry.ExpiresAt, LatestEnd(entry.Label)) })];

    /// <summary>Whether the caller may let others have labels that stand on a group, or lose them; null when they may.</summary>
    public Error? CheckGive(IEnumerable<LabelEntry> ofGroup) =>
        ofGroup.Any(entry => entry.IsLive(now) && schemas.Of(entry.Label) is { } schema && !authority.MaySet(schema))
            // Without a name: the label may be one that the caller does not see.
            ? Forbidden("The group, or one above it, gives its members a label that you may not give or take away.")
            : null;

    private static string KeyOf(string label, bool isDelta) => LabelGrammar.KeyOf(isDelta ? label[1..] : label);

    /// <summary>Whether the caller may offer to others what a delta sets and takes away; null when they may. What it may be is not asked again.</summary>
    public Error? CheckOffer(IEnumerable<LabelEntry> delta) =>
        delta.FirstOrDefault(entry => entry.IsLive(now) && schemas.Of(entry.Label[1..]) is { } schema && !authority.MaySet(schema)) is { } refused
            ? NotAllowed(refused.Label[1..])
            : null;

    /// <summary>In whole milliseconds, as every time that is kept.</summary>
    public static DateTimeOffset? Rounded(DateTimeOffset? at) =>
        at is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()) : null;

    private static DateTimeOffset? Sooner(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;

    private Result<LabelEntry> Set(LabelEntry entry, LabelTarget target)
    {
        if (entry.ExpiresAt <= now)
        {
            return Invalid(LabelErrorCodes.InvalidExpiry, $"The expiry of \"{entry.Label}\" is over already.");
        }

        var takesAway = target == LabelTarget.Membership && entry.Label[0] == '-';
        var label = target == LabelTarget.Membership ? entry.Label[1..] : entry.Label;
        var schema = schemas.Of(label);
        if (schema is null)
        {
            return strict && !takesAway
                ? Forbidden($"There is no schema for \"{LabelGrammar.KeyOf(label)}\", and only labels with a schema may be set.")
                : entry;
        }

        if (!authority.MaySet(schema))
        {
            return NotAllowed(label);
        }

        return takesAway ? entry : Fit(entry, label, schema, target);
    }

    private Result<LabelEntry> Fit(LabelEntry entry, string label, LabelSchemaEntry schema, LabelTarget target)
    {
        if (!schema.Targets.Contains(target))
        {
            return Invalid(LabelErrorCodes.WrongTarget, $"\"{schema.Key}\" does not stand on a{(target == LabelTarget.Org ? "n" : string.Empty)} {Word(target)}.");
        }

        var value = LabelGrammar.ValueOf(label);
        if (value is null ? schema.Value == LabelValue.Required : schema.Value == LabelValue.None || (schema.Values.Count > 0 && !schema.Values.Contains(value)))
        {
            return Invalid(LabelErrorCodes.ValueNotAllowed, $"\"{label}\" is none of the labels that the schema of \"{schema.Key}\" allows.");
        }

        var latest = LatestEnd(entry.Label);
        return entry.ExpiresAt > latest
            ? Invalid(LabelErrorCodes.InvalidExpiry, $"\"{schema.Key}\" stands for at most {schema.MaxLife} seconds.")
            : entry with { ExpiresAt = entry.ExpiresAt ?? latest };
    }

    // Of a label or of a delta that sets one; what a delta takes away may stay away for ever.
    private DateTimeOffset? LatestEnd(string labelOrDelta) => labelOrDelta[0] == '-'
        ? null
        : schemas.Of(labelOrDelta.TrimStart('+'))?.MaxLife is { } seconds ? now.AddSeconds(seconds) : null;

    private static string Word(LabelTarget target) => target switch
    {
        LabelTarget.User => "user",
        LabelTarget.Org => "organisation",
        LabelTarget.Group => "group",
        LabelTarget.Key => "key",
        _ => "membership",
    };

    private static Error NotAllowed(string label) => Forbidden($"You may not set, change or take away \"{LabelGrammar.KeyOf(label)}\".");

    private static Error Forbidden(string message) => new(LabelErrorCodes.NotAllowed, message, ErrorKind.Forbidden);

    private static Error Invalid(string code, string message) => new(code, message, ErrorKind.Invalid);
}

/// <summary>What a caller may do with labels.</summary>
/// <param name="IsPlatform">Whether they administer the platform's labels.</param>
/// <param name="WritesLabels">Whether they hold <c>labels:write</c> in the organisation.</param>
/// <param name="SeesHidden">Whether they see labels that clients don't.</param>
internal sealed record LabelAuthority(bool IsPlatform, bool WritesLabels, bool SeesHidden)
{
    public bool MaySet(LabelSchemaEntry schema) => schema.SetBy switch
    {
        LabelSetter.Platform => IsPlatform,
        LabelSetter.OrgAdmins => IsPlatform || WritesLabels,
        _ => false,
    };
}
