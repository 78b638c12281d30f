using System.Diagnostics.Metrics;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Core.Decisions;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Rules;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>Counts every decision, and records each denial and each newly minted allow.</summary>
internal sealed partial class DecisionNotes : IDisposable
{
    private const int MaxPathLength = 1024;

    private readonly DecisionLog _log;
    private readonly ILogger<DecisionNotes> _logger;
    private readonly Meter _meter;
    private readonly Counter<long> _decisions;

    public DecisionNotes(DecisionLog log, IMeterFactory meters, ILogger<DecisionNotes> logger)
    {
        _log = log;
        _logger = logger;
        _meter = meters.Create("CatalystAuth");
        _decisions = _meter.CreateCounter<long>("catalyst.forward_auth.decisions", "{decision}", "Forward-auth decisions.");
    }

    public void CountAllow(ProxyFlavour flavour, CompiledRule rule)
    {
        if (_decisions.Enabled)
        {
            Count("allow", rule.IsPublic ? DecisionReasons.Public : DecisionReasons.Allowed, flavour);
        }
    }

    public void CountDenial(ProxyFlavour flavour, Denial denial)
    {
        Count("deny", denial.Reason, flavour);
        LogDenied(denial.Reason, denial.Clause);
    }

    public ValueTask RecordAllowAsync(
        CachedAllow allow, CompiledApp app, ForwardedRequest request, ReadOnlyMemory<char> path, string? subject, DateTimeOffset now) =>
        _log.RecordAsync(new Decision(
            allow.Id, app.App.Id, app.App.OrgId, DecisionOutcome.Allow,
            allow.Rule.IsPublic ? DecisionReasons.Public : DecisionReasons.Allowed, null,
            allow.Rule.Index == CompiledRule.Every ? null : allow.Rule.Index, subject, request.Method, Cut(request.Host), Cut(path.ToString()), now));

    public ValueTask RecordDenialAsync(
        Denial denial, DecisionId id, CompiledApp app, CompiledRule? rule, ForwardedRequest request, string path, string? subject,
        DateTimeOffset now) =>
        _log.RecordAsync(new Decision(
            id, app.App.Id, app.App.OrgId, DecisionOutcome.Deny, denial.Reason, denial.Clause,
            rule is null || rule.Index == CompiledRule.Every ? null : rule.Index, subject, request.Method, Cut(request.Host), Cut(path), now));

    public void Dispose() => _meter.Dispose();

    private void Count(string outcome, string reason, ProxyFlavour flavour) => _decisions.Add(
        1, new("outcome", outcome), new("reason", reason), new("flavour", ProxyFlavours.NameOf(flavour)));

    private static string Cut(string text) => text.Length <= MaxPathLength ? text : text[..MaxPathLength];

    [LoggerMessage(LogLevel.Debug, "Denied: {Reason} {Clause}")]
    private partial void LogDenied(string reason, string? clause);
}
