using System.Diagnostics.Metrics;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Core.Decisions;
using CatalystAuth.Core.Policies;
using CatalystAuth.ForwardAuth.Answers;
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

    public void CountAllow(ProxyFlavour flavour, PolicyRule rule)
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

    public ValueTask RecordAllowAsync(CachedAllow allow, Question question) => _log.RecordAsync(Of(
        question, allow.Id, DecisionOutcome.Allow, allow.Rule.IsPublic ? DecisionReasons.Public : DecisionReasons.Allowed, clause: null,
        question.Now) with { Basis = BasisOf(question) });

    public ValueTask RecordDenialAsync(Denial denial, DecisionId id, Question question, DateTimeOffset now) => _log.RecordAsync(Of(
        question, id, DecisionOutcome.Deny, denial.Reason, denial.Clause, now) with { Basis = denial.IsOfPolicy ? BasisOf(question) : null });

    public void Dispose() => _meter.Dispose();

    private void Count(string outcome, string reason, ProxyFlavour flavour) => _decisions.Add(
        1, new("outcome", outcome), new("reason", reason), new("flavour", ProxyFlavours.NameOf(flavour)));

    private static Decision Of(
        Question question, DecisionId id, DecisionOutcome outcome, string reason, string? clause, DateTimeOffset now) => new(
        id, question.App!.App.Id, question.App.App.OrgId, outcome, reason, clause,
        question.Rule is { Index: not PolicyRule.Every } rule ? rule.Index : null, question.Principal?.Token.Subject, question.Request.Method,
        Cut(question.Request.Host), Cut(question.PathText), now);

    private static DecisionBasis BasisOf(Question question) =>
        DecisionBases.Of(question.App!.App, question.Rule!, question.Subject, question.Circumstances, question.Principal?.Token);

    private static string Cut(string text) => text.Length <= MaxPathLength ? text : text[..MaxPathLength];

    [LoggerMessage(LogLevel.Debug, "Denied: {Reason} {Clause}")]
    private partial void LogDenied(string reason, string? clause);
}
