using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Entitlements;

/// <summary>A plan: what the organisations that are subscribed to it may have and do.</summary>
/// <param name="Key">Its name for programs, unique in the installation; the grammar is that of organisations' slugs.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Features">Names of features that it switches on, beside those of the default plan.</param>
/// <param name="Limits">Its limits; one that it does not name is that of the default plan.</param>
/// <param name="Labels">Labels that members have by it, over all others.</param>
/// <param name="Public">Whether everybody who is signed in may see it.</param>
/// <param name="Default">Whether organisations without a subscription have it, and all others what it gives beneath their own plan.</param>
/// <param name="Version">Goes up with each change; the ETag.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record Plan(
    string Key, string Name, string? Description, IReadOnlyList<string> Features, IReadOnlyList<PlanLimit> Limits,
    IReadOnlyList<string> Labels, bool Public, bool Default, int Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>A limit of a plan.</summary>
/// <param name="Name">Its name: one of <see cref="LimitNames"/> or the product's own.</param>
/// <param name="Max">The most; null for no limit.</param>
/// <param name="Per">When what was used is forgotten.</param>
public sealed record PlanLimit(
    string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Max, LimitPeriod Per = LimitPeriod.Lifetime);

/// <summary>When what was used of a limit is forgotten.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LimitPeriod>))]
public enum LimitPeriod
{
    /// <summary>Never.</summary>
    [JsonStringEnumMemberName("lifetime")]
    Lifetime,

    /// <summary>At midnight UTC.</summary>
    [JsonStringEnumMemberName("day")]
    Day,

    /// <summary>On the first day of a month, at midnight UTC.</summary>
    [JsonStringEnumMemberName("month")]
    Month,
}

/// <summary>All that somebody decides about a plan: what a new one is made of, and how plans stand in a document.</summary>
/// <param name="Key">Its name for programs, of the form of an organisation's slug; <c>export</c> and <c>import</c> can't be had.</param>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Description">At most 500 characters.</param>
/// <param name="Features">At most 100, each once.</param>
/// <param name="Limits">At most 100, each once; no name is a feature as well.</param>
/// <param name="Labels">Labels that members have by it.</param>
/// <param name="Public">Whether everybody who is signed in may see it.</param>
/// <param name="Default">Whether it is the default plan; the one that was is not any more.</param>
public sealed record PlanDefinition(
    string Key, string Name, string? Description = null, IReadOnlyList<string>? Features = null, IReadOnlyList<PlanLimit>? Limits = null,
    IReadOnlyList<string>? Labels = null, bool Public = false, bool Default = false);

/// <summary>A change of a plan; what is left out stays.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Description">At most 500 characters; empty for none.</param>
/// <param name="Features">All of them.</param>
/// <param name="Limits">All of them.</param>
/// <param name="Labels">All of them.</param>
/// <param name="Public">Whether everybody who is signed in may see it.</param>
/// <param name="Default">Whether it is the default plan; the one that was is not any more.</param>
public sealed record UpdatePlanRequest(
    string? Name = null, string? Description = null, IReadOnlyList<string>? Features = null, IReadOnlyList<PlanLimit>? Limits = null,
    IReadOnlyList<string>? Labels = null, bool? Public = null, bool? Default = null);

/// <summary>Plans as a document.</summary>
/// <param name="Plans">The plans, at most 200.</param>
public sealed record PlanDocument(IReadOnlyList<PlanDefinition> Plans);

/// <summary>What an import did, or would do.</summary>
/// <param name="DryRun">Whether nothing was done.</param>
/// <param name="Changes">
/// One for each plan of the document, in its order. Plans that are not in it stay as they are, but the one that is the default no longer
/// comes last.
/// </param>
public sealed record PlanImport(bool DryRun, IReadOnlyList<PlanChange> Changes);

/// <summary>What an import does to a plan.</summary>
/// <param name="Key">The plan.</param>
/// <param name="Change">What.</param>
public sealed record PlanChange(string Key, PlanChangeKind Change);

/// <summary>What an import does to a plan.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlanChangeKind>))]
public enum PlanChangeKind
{
    /// <summary>It is as the document says.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>It is new.</summary>
    [JsonStringEnumMemberName("created")]
    Created,

    /// <summary>It changes.</summary>
    [JsonStringEnumMemberName("updated")]
    Updated,
}
