using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Decisions;

/// <summary>A forward-auth decision as it was recorded.</summary>
/// <param name="Id">Its id, as in <c>X-Decision-ID</c>.</param>
/// <param name="AppId">The app. Without an organisation the one that a proxy asked for, which there may be none of; null when no proxy of ours asked, or for a domain.</param>
/// <param name="OrgId">The app's organisation; null when it was denied before any app was found. One such record stands for all that were alike in its minute.</param>
/// <param name="Outcome">Allowed or denied.</param>
/// <param name="Reason">The code of <see cref="DecisionReasons"/>.</param>
/// <param name="Clause">The part of the rule that failed; null when allowed or none was reached.</param>
/// <param name="Rule">The rule's position in the app, from 0; null when none matched.</param>
/// <param name="Subject">Who asked; null when nobody was known.</param>
/// <param name="Method">The request's method.</param>
/// <param name="Host">The request's host; without an app and a host the domain that was asked for, or <c>-</c>.</param>
/// <param name="Path">The request's canonical path, without its query.</param>
/// <param name="At">When.</param>
public sealed record Decision(
    DecisionId Id, AppId? AppId, OrgId? OrgId, DecisionOutcome Outcome, string Reason, string? Clause, int? Rule, string? Subject,
    string Method, string Host, string Path, DateTimeOffset At)
{
    /// <summary>What it was based on; null when it came before any rule, or was recorded without.</summary>
    public DecisionBasis? Basis { get; init; }
}

/// <summary>Allowed or denied.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionOutcome>))]
public enum DecisionOutcome
{
    /// <summary>Refused.</summary>
    [JsonStringEnumMemberName("deny")]
    Deny,

    /// <summary>Let in.</summary>
    [JsonStringEnumMemberName("allow")]
    Allow,
}

/// <summary>Forward-auth decisions.</summary>
public interface IDecisions
{
    /// <summary>
    /// Reads one: what was decided and why. For who may read the organisation's decisions, and for who asked, as long as they are in it; one for no
    /// app for platform admins.
    /// <c>GET /v1/decisions/{id}</c>
    /// </summary>
    Task<Result<Decision>> GetAsync(DecisionId decision, CancellationToken cancellationToken = default);
}
