using System.Net;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Core.Decisions;
using CatalystAuth.Core.Policies;
using CatalystAuth.ForwardAuth.Answers;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>
/// Counts every decision, and records each denial and those newly minted allows that are to be recorded. Denials that came before any app was found are the
/// operator's, and recorded once a minute and kind.
/// </summary>
internal sealed partial class DecisionNotes(DecisionMetrics metrics, DecisionLog log, StrayDenials strays, ILogger<DecisionNotes> logger)
{
    private const int MaxPathLength = 1024;
    private const string None = "-";
    private const string Denied = "deny";

    /// <summary>The reading of the clock for <see cref="Question.Started"/>.</summary>
    public long Start() => metrics.Start();

    public void CountAllow(in Question question, PolicyRule rule) => metrics.Count(question, "allow", ReasonOf(question, rule));

    public void CountDenial(in Question question, Denial denial)
    {
        metrics.Count(question, Denied, denial.Reason);
        LogDenied(denial.Reason, denial.Clause);
    }

    /// <summary>Records and counts what came by no route. Whoever reaches the listener can send it, so nothing of it is kept.</summary>
    /// <param name="denial">Why it is refused.</param>
    /// <param name="caller">Whose address it came from.</param>
    /// <param name="started">The reading of the clock when it came.</param>
    /// <param name="now">The time.</param>
    public async ValueTask NoteUnroutedAsync(Denial denial, IPAddress? caller, long started, DateTimeOffset now)
    {
        await RecordStrayAsync(denial, new(denial.Reason, null, null), app: null, TypeId.New<DecisionId>(now), caller, now).ConfigureAwait(false);
        metrics.CountUnrouted(Denied, denial.Reason, started);
    }

    /// <summary>Records an allow; false when it may not be given, because it could not be recorded.</summary>
    public ValueTask<bool> RecordAllowAsync(CachedAllow allow, Question question) => log.Takes(DecisionOutcome.Allow, allow.Id)
        ? log.RecordAsync(Of(question, allow.Id, DecisionOutcome.Allow, ReasonOf(question, allow.Rule), clause: null, question.Now) with { Basis = BasisOf(question, isAsked: true) })
        : ValueTask.FromResult(true);

    public async ValueTask RecordDenialAsync(Denial denial, DecisionId id, Question question, DateTimeOffset now) => await log.RecordAsync(
        Of(question, id, DecisionOutcome.Deny, denial.Reason, denial.Clause, now) with { Basis = question.Rule is null ? null : BasisOf(question, denial.IsOfPolicy) })
        .ConfigureAwait(false);

    /// <summary>Records a denial that came before any app was found, and says by which id: that of the first one of its kind.</summary>
    public async ValueTask<DecisionId> RecordStrayAsync(Denial denial, DecisionId own, Question question, DateTimeOffset now)
    {
        // What another than a proxy of ours asks for says nothing.
        var isOurs = !ReferenceEquals(denial, Denial.UntrustedProxy);
        AppId? app = isOurs && question.Domain is null ? question.AskedApp : null;
        var asked = isOurs ? question.Domain ?? $"{app}" : null;
        var host = question.Request.Host is { } sent ? Cut(sent) : null;
        return await RecordStrayAsync(denial, new(denial.Reason, asked, host), app, own, question.Context.Connection.RemoteIpAddress, now).ConfigureAwait(false);
    }

    private async ValueTask<DecisionId> RecordStrayAsync(
        Denial denial, StrayDenials.Kind kind, AppId? app, DecisionId own, IPAddress? caller, DateTimeOffset now)
    {
        var id = strays.IdOf(ref kind, own, now);
        if (id == own)
        {
            // One record stands for all of its kind: what was the first one's own, as the path, would be shown as everybody's.
            app = kind.Asked is null ? null : app;
            LogStray(denial.Reason, id, kind.Asked, kind.Host, caller);
            await log.RecordAsync(new(
                id, app, null, DecisionOutcome.Deny, denial.Reason, null, null, null, None, kind.Host ?? (app is null ? kind.Asked : null) ?? None, None, now))
                .ConfigureAwait(false);
        }

        return id;
    }

    private static string ReasonOf(in Question question, PolicyRule rule) =>
        question.IsPreflight ? DecisionReasons.Preflight : rule.IsPublic ? DecisionReasons.Public : DecisionReasons.Allowed;

    private static Decision Of(
        Question question, DecisionId id, DecisionOutcome outcome, string reason, string? clause, DateTimeOffset now) => new(
        id, question.App!.App.Id, question.App.App.OrgId, outcome, reason, clause,
        question.Rule is { Index: not PolicyRule.Every } rule ? rule.Index : null, question.Principal?.Token.Subject, question.Request.Method,
        Cut(question.Request.Host), Cut(question.PathText), now);

    private static DecisionBasis BasisOf(Question question, bool isAsked) =>
        DecisionBases.Of(question.App!.App, question.Rule!, isAsked, question.Subject, question.Circumstances, question.Principal?.Token);

    // Not within a character: half of one is no text, and no database takes it.
    private static string Cut(string text) => text.Length <= MaxPathLength ? text : text[..(char.IsHighSurrogate(text[MaxPathLength - 1]) ? MaxPathLength - 1 : MaxPathLength)];

    [LoggerMessage(LogLevel.Debug, "Denied: {Reason} {Clause}")]
    private partial void LogDenied(string reason, string? clause);

    [LoggerMessage(LogLevel.Warning, "Denied for no app: {Reason}. decision {Decision}, of {Asked} at host {Host}, asked by {Proxy}. Others like it are not logged in this minute.")]
    private partial void LogStray(string reason, DecisionId decision, string? asked, string? host, IPAddress? proxy);
}
