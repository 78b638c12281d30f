using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Core.Decisions;
using CatalystAuth.Core.Policies;
using CatalystAuth.ForwardAuth.Answers;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>Counts every decision, and records each denial and those newly minted allows that are to be recorded.</summary>
internal sealed partial class DecisionNotes(DecisionMetrics metrics, DecisionLog log, ILogger<DecisionNotes> logger)
{
    private const int MaxPathLength = 1024;

    /// <summary>The reading of the clock for <see cref="Question.Started"/>.</summary>
    public long Start() => metrics.Start();

    public void CountAllow(in Question question, PolicyRule rule) => metrics.Count(question, "allow", ReasonOf(question, rule));

    public void CountDenial(in Question question, Denial denial)
    {
        metrics.Count(question, "deny", denial.Reason);
        LogDenied(denial.Reason, denial.Clause);
    }

    /// <summary>Records an allow; false when it may not be given, because it could not be recorded.</summary>
    public ValueTask<bool> RecordAllowAsync(CachedAllow allow, Question question) => log.Takes(DecisionOutcome.Allow, allow.Id)
        ? log.RecordAsync(Of(question, allow.Id, DecisionOutcome.Allow, ReasonOf(question, allow.Rule), clause: null, question.Now) with { Basis = BasisOf(question) })
        : ValueTask.FromResult(true);

    public async ValueTask RecordDenialAsync(Denial denial, DecisionId id, Question question, DateTimeOffset now) => await log.RecordAsync(
        Of(question, id, DecisionOutcome.Deny, denial.Reason, denial.Clause, now) with { Basis = denial.IsOfPolicy ? BasisOf(question) : null })
        .ConfigureAwait(false);

    private static string ReasonOf(in Question question, PolicyRule rule) =>
        question.IsPreflight ? DecisionReasons.Preflight : rule.IsPublic ? DecisionReasons.Public : DecisionReasons.Allowed;

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
