using System.Net;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Policies;

/// <summary>
/// Says what a policy would decide and why, by the same rules and engines as forward-auth. Looks only. Whoever is in the organisation may
/// ask of themselves.
/// </summary>
internal sealed class EvaluatePolicy(
    CallContext call, OrgAccess access, IAppStore apps, PolicyEngines engines, EvaluatedSubjects subjects, IOptions<TokenOptions> options,
    TimeProvider time)
{
    private const int MaxPathLength = 2048;

    public async Task<Result<Evaluation>> RunAsync(EvaluateRequest request, CancellationToken cancellationToken)
    {
        if (call.Actor is Actor.Anonymous)
        {
            return Refusals.Unauthenticated;
        }

        if (Check(request) is { } problem)
        {
            return problem;
        }

        var app = request.App is { } id ? await apps.FindAsync(id, cancellationToken).ConfigureAwait(false) : null;
        var entered = request.App is null
            ? await EnterAsync(request, cancellationToken).ConfigureAwait(false)
            : await access.AuthorizeOwnedAsync(app?.OrgId, BuiltInPermissions.AppsRead, Apps.Apps.NotFound, cancellationToken).ConfigureAwait(false);
        if (!entered.TryGet(out var grant, out var refusal)
            || !(await subjects.FindAsync(grant, request.Subject, cancellationToken).ConfigureAwait(false)).TryGet(out var found, out refusal))
        {
            return refusal;
        }

        var subject = request.MfaAt is { } at ? found with { Facts = found.Facts with { Amr = ["mfa"], AuthenticatedAt = at } } : found;
        var context = new PolicyContext(AddressOf(request, subject), request.At ?? time.Now());
        return app is null
            ? Decide(new PolicyRule(PolicyRule.Every, null, request.Deny, request.Require!), subject, context)
            : await DecideAsync(app.ToContract(), request, subject, context, cancellationToken).ConfigureAwait(false);
    }

    private static Error? Check(EvaluateRequest request) =>
        (request.App is null) == (request.Require is null) ? Refuse("require", "Say either a requirement or an app.")
        : request.App is not null && (request.Org is not null || request.Deny is not null)
            ? Refuse("app", "An app has its own organisation and its own rules.")
        : request.App is null && (request.Path is not null || request.Method is not null) ? Refuse("path", "Only an app has paths.")
        : request.App is not null && request.Path is not { Length: > 0 and <= MaxPathLength }
            ? Refuse("path", $"An app is asked about a path of 1 to {MaxPathLength} characters.")
        : request.Method is { } method && !AppMethod.IsValid(method) ? Refuse("method", "A method is an upper-case name such as GET.")
        : request.ClientAddress is { } address && !IPAddress.TryParse(address, out _)
            ? Refuse("clientAddress", "An address is of the form 203.0.113.7 or 2001:db8::1.")
        : Check("/require", request.Require) ?? Check("/deny", request.Deny);

    private static Error? Check(string at, Requirement? requirement) => requirement is not null && PolicyChecks.Check(requirement) is { } problem
        ? Error.Field(PolicyErrorCodes.InvalidRequirement, at + problem.At, problem.Message)
        : null;


    private static Error Refuse(string field, string message) => Error.Field(PolicyErrorCodes.InvalidQuestion, field, message);

    private async Task<Result<OrgGrant>> EnterAsync(EvaluateRequest request, CancellationToken cancellationToken)
    {
        OrgRef org;
        if (request.Org is { } name)
        {
            if (!OrgRef.TryParse(name, null, out org))
            {
                return Refuse("org", "An organisation is named by its id or its slug.");
            }
        }
        else if (call.Actor is Actor.Key key)
        {
            org = key.OrgId;
        }
        else
        {
            return Refuse("org", "Say in which organisation.");
        }

        return await access.EnterAsync(org, cancellationToken).ConfigureAwait(false);
    }

    private IPAddress? AddressOf(EvaluateRequest request, EvaluatedSubject subject) =>
        IPAddress.TryParse(request.ClientAddress ?? (subject.Id == $"{call.Actor}" ? call.IpAddress : null), out var address) ? address : null;

    private async Task<Evaluation> DecideAsync(
        App app, EvaluateRequest request, EvaluatedSubject subject, PolicyContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> usual = [options.Value.EffectiveAudience];
        var (taken, had) = (app.Audiences.Count == 0 ? usual : app.Audiences, subject.KeyAudiences is { Count: > 0 } ofKey ? ofKey : usual);
        var inputs = InputsOf(subject, context) with { Engine = app.Engine, PolicyVersion = app.Version, Audiences = taken, TokenAudiences = had };
        if (!CanonicalPath.TryRead(request.Path!, out var path))
        {
            return new(false, DecisionReasons.BadRequest, null, null, null, null, inputs);
        }

        inputs = inputs with { Path = path.Value.ToString() };
        var method = request.Method ?? "GET";
        if (new AppPolicy(app).FindRule(method, path) is not { } rule)
        {
            return new(false, DecisionReasons.NoRule, null, null, null, null, inputs);
        }

        var question = new PolicyQuestion(app, rule, subject.Facts, new(method, null, path.Value.ToString()), context) { SubjectId = subject.Id };
        var verdict = engines.Find(app.Engine) is { } engine
            ? await engine.DecideAsync(question, cancellationToken).ConfigureAwait(false)
            : new(PolicyOutcome.EngineFailed, app.Engine);
        var evaluation = Explain(rule, verdict, subject, context, inputs);

        // As forward-auth does, before it asks the rule; a user may come by a cookie.
        return subject.KeyAudiences is null || had.Intersect(taken, StringComparer.Ordinal).Any()
            ? evaluation
            : evaluation with { Allowed = false, Reason = DecisionReasons.WrongAudience, Clause = null };
    }

    private static Evaluation Decide(PolicyRule rule, EvaluatedSubject subject, PolicyContext context) =>
        Explain(rule, rule.Decide(subject.Facts, context), subject, context, InputsOf(subject, context));

    private static Evaluation Explain(
        PolicyRule rule, PolicyVerdict verdict, EvaluatedSubject subject, PolicyContext context, EvaluationInputs inputs) => new(
        verdict.IsAllowed, verdict.IsAllowed && rule.IsPublic ? DecisionReasons.Public : verdict.Reason, verdict.Clause,
        rule.Index == PolicyRule.Every ? null : rule.Index,
        rule.Deny is { } deny ? subject.Sources.Complete(deny.Explain(subject.Facts, context)) : null,
        subject.Sources.Complete(rule.Require.Explain(subject.Facts, context)), inputs);

    private static EvaluationInputs InputsOf(EvaluatedSubject subject, PolicyContext context) => new(
        subject.Id, subject.Org, subject.OrgSlug, context.Now!.Value, context.ClientAddress?.ToString(), Sorted(subject.Facts.Scopes),
        Sorted(subject.Facts.Labels), Sorted(subject.Facts.Roles), Sorted(subject.Facts.Groups), Sorted(subject.Facts.Features),
        subject.Facts.Plan, subject.Facts.Amr, subject.Facts.AuthenticatedAt);

    private static List<string>? Sorted(IReadOnlySet<string>? set) => set is null ? null : [.. set.Order(StringComparer.Ordinal)];
}
