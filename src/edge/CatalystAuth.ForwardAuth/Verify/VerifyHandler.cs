using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Policies;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.AppSessions;
using CatalystAuth.ForwardAuth.Principals;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Rules;
using CatalystAuth.Tokens.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>
/// The hot path, in the order in which a request meets it: route, proxy, forwarded headers, app, feed, host, path, rule, credential (a bearer token
/// decides alone; else the decision cookie, else the session cookie), principal, requirement. Whatever fails on the way denies. A request seen before touches no database and no lock.
/// </summary>
internal sealed partial class VerifyHandler(
    CompiledApps apps, PrincipalCache principals, DecisionNotes notes, Allows allows, Refusals refusals, AppSessionHandler sessions, SignInStart start,
    InvalidationFeed feed, RevocationList revocations, TrustedProxies trusted, TimeProvider time, ILogger<VerifyHandler> logger)
{
    private const string Scheme = "Bearer ";

    // What a session may do may have grown since it was opened. A refusal has it looked at again, this often at most.
    private static readonly TimeSpan LeastAge = TimeSpan.FromSeconds(5);

    public Task HandleAsync(HttpContext context)
    {
        // As it was sent: an absolute or opaque target must not be read as a path.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var isPath = target.Length > 0 && target[0] == '/';
        if (!isPath || !VerifyRoute.TryParse(target, context.Request.Headers.Host.ToString(), out var route))
        {
            return refusals.TurnAwayAsync(context, isPath ? Denial.NoRoute : Denial.NoPath);
        }

        var question = new Question
        {
            Context = context,
            Flavour = route.Flavour,
            AskedApp = route.App,
            Domain = route.Domain,
            HasLargeBuffer = route.HasLargeBuffer,
            Started = notes.Start(),
        };
        try
        {
            if (Examine(ref question, route) is { } denial)
            {
                return refusals.DenyAsync(question, denial);
            }

            return question.IsOfSessions ? GuardAsync(question, sessions.HandleAsync)
                : question is { Allow: not null, App.IsLocal: true } ? AnswerAsync(question)
                : GuardAsync(question, DecideAsync);
        }
        catch (Exception e)
        {
            // Whatever it is, it is no reason to let anybody in.
            LogFailed(e);
            return refusals.DenyAsync(question, Denial.Unavailable);
        }
    }

    /// <summary>All that needs no waiting. Sets the answer when it is known already.</summary>
    private Denial? Examine(ref Question question, VerifyRoute route)
    {
        if (!trusted.Has(question.Context.Connection.RemoteIpAddress))
        {
            return Denial.UntrustedProxy;
        }

        if (!ForwardedRequest.TryRead(question.Context.Request, route, out var request, out var problem))
        {
            return Denial.BadRequest(problem);
        }

        question.Request = request;
        question.Now = time.GetUtcNow();
        if (apps.Find(route, request) is not { } app)
        {
            return feed.IsStale ? Denial.Unavailable : Denial.UnknownApp;
        }

        question.App = app;
        if (feed.IsStale)
        {
            return Denial.Unavailable;
        }

        // Before all else that the app says, also for what is public.
        if (revocations.IsStopped(app.OrgId))
        {
            return Denial.OrgStopped;
        }

        if (!app.TryFindHost(request.Host, request.IsHttps, out var host))
        {
            return Denial.UnknownHost;
        }

        question.HostName = host;
        question.Request = request = SignInStart.Meant(question);
        if (!CanonicalPath.TryRead(request.Uri, out var path))
        {
            return Denial.BadPath;
        }

        question.Path = path;
        question.IsOfSessions = !path.IsAmbiguous && path.Value.Span.StartsWith(AppLoginPaths.Prefix, StringComparison.Ordinal);
        if (question.IsOfSessions)
        {
            return null;
        }

        // A preflight is about the request that would follow.
        var headers = question.Context.Request.Headers;
        question.IsPreflight = app.PassesPreflights && RequestKind.IsPreflight(request, headers);
        if (app.FindRule(question.IsPreflight ? headers.AccessControlRequestMethod.ToString() : request.Method, path) is not { } rule)
        {
            return Denial.NoRule;
        }

        question.Rule = rule;
        return question.IsPreflight ? ExaminePreflight(ref question, rule) : ExamineCredential(ref question, rule, headers);
    }

    // It can carry no credential and gives nothing away, so only what refuses for sure does.
    private Denial? ExaminePreflight(ref Question question, PolicyRule rule)
    {
        question.Allow = allows.Current(question.App!.FindPreflightAllow(rule, question.Now));
        return rule.Deny?.Ask(PolicySubject.Nobody, question.Circumstances) == Holding.Yes
            ? Denial.Of(rule.Decide(PolicySubject.Nobody, question.Circumstances))
            : null;
    }

    private Denial? ExamineCredential(ref Question question, PolicyRule rule, IHeaderDictionary headers)
    {
        var credentials = headers.Authorization;
        if (credentials.Count == 0)
        {
            return ExamineCookie(ref question, rule, headers);
        }

        // One that is presented and does not hold is refused, also where none is needed.
        if (credentials is not [{ } credential] || !credential.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return credentials is [{ } text] && ApiKeyText.LooksLikeKey(text) ? Denial.KeyMustBeExchanged : Denial.InvalidToken;
        }

        // Cut out only where it has to be verified: it is the longest text of a request.
        question.Credential = credential;
        if (principals.Find(credential.AsSpan(Scheme.Length), question.Now) is not { } principal)
        {
            return null;
        }

        return Recall(ref question, rule, principal);
    }

    // The decision cookie before that of the session. One that is there and does not hold is not passed over, and of two none is believed.
    private Denial? ExamineCookie(ref Question question, PolicyRule rule, IHeaderDictionary headers)
    {
        var handles = RequestCookies.Find(headers.Cookie, LoginCookies.NameFor(question.Domain), out var handle);
        var proofs = RequestCookies.Find(headers.Cookie, LoginCookies.Decision, out var proof);
        if ((handles, proofs) == (CookieCount.None, CookieCount.None))
        {
            question.Allow = allows.Current(question.App!.FindAnonymousAllow(rule, question.Now));
            return rule.IsPublic ? RuleChecks.CheckNobody(question, rule) : Denial.Unauthenticated;
        }

        if (handles == CookieCount.Several || proofs == CookieCount.Several || (handles == CookieCount.One && !LoginCookies.IsHandle(handle))
            || (proofs == CookieCount.One && proof.IsEmpty))
        {
            return Denial.InvalidSession;
        }

        (question.Handle, question.Proof) = (handle, proof);
        if (RequestKind.IsOpenedElsewhere(question, headers))
        {
            return Denial.CrossOrigin;
        }

        var principal = proof.IsEmpty
            ? principals.FindSession(handle.Span, question.App!, question.HostName, question.Domain, question.Now)
            : principals.FindProof(proof.Span, question.App!, question.HostName, question.Domain, question.Now);
        return principal is null ? null : Recall(ref question, rule, principal);
    }

    private Denial? Recall(ref Question question, PolicyRule rule, Principal principal)
    {
        question.Principal = principal;
        if (!RuleChecks.IsForApp(question, principal))
        {
            return Denial.WrongAudience;
        }

        if (!principal.MaySend(question.Request.Method))
        {
            return Denial.ReadOnly;
        }

        question.Allow = allows.Current(principal.FindAllow(rule, question.Now));
        if (question.Allow is null || !rule.DependsOnRequest || RuleChecks.Check(question, principal) is not { } denial)
        {
            return null;
        }

        // Of a session it has to be looked at anew.
        question.Allow = question.IsByCookie ? null : question.Allow;
        return question.IsByCookie ? null : denial;
    }

    /// <summary>What is left when no answer was known: verify, compare, mint.</summary>
    private async Task DecideAsync(Question question)
    {
        if (question is { Principal: null, IsAnonymous: false })
        {
            question.IsMiss = true;
            var learned = await LearnAsync(question).ConfigureAwait(false);
            if (!learned.TryGet(out var principal, out var error))
            {
                await refusals.DenyAsync(question, Denial.Of(error, ofSession: question.IsByCookie)).ConfigureAwait(false);
                return;
            }

            question.Principal = principal;
        }

        var denial = question.Principal is { } known ? RuleChecks.Check(question, known) : null;
        if (denial is { IsOfPolicy: true } && !question.Handle.IsEmpty && MayKnowMore(question, denial))
        {
            question.IsMiss = true;
            var learned = await principals.OpenAsync(question.Handle.ToString(), question.App!, question.Place, question.Principal).ConfigureAwait(false);
            question.Principal = learned.TryGet(out var principal, out _) ? principal : question.Principal!;
            denial = RuleChecks.Check(question, question.Principal);
        }

        if (denial is null && !question.App!.IsLocal && !question.IsPreflight)
        {
            var verdict = await question.App.AskEngineAsync(question.ToPolicy(), question.Context.RequestAborted).ConfigureAwait(false);
            denial = verdict.IsAllowed ? null : Denial.Of(verdict);
        }

        if (denial is null && question is { Allow: null, Flavour: not ProxyFlavour.IngressNginxDirect })
        {
            question.IsMiss = true;
            (question.Allow, denial) = await allows.MakeAsync(question).ConfigureAwait(false);
        }

        await (denial is null ? AnswerAsync(question) : refusals.DenyAsync(question, denial)).ConfigureAwait(false);
    }

    // Where nobody asks nobody is let in.
    private Task AnswerAsync(in Question question) =>
        question.Flavour == ProxyFlavour.IngressNginxDirect ? start.GoBackAsync(question) : allows.Answer(question, question.Allow!);

    // A decision cookie from before a proof says less than the session that was begun after it.
    private static bool MayKnowMore(in Question question, Denial denial) =>
        question.Now - question.Principal!.LearnedAt >= LeastAge || (denial.IsForWantOfProof && !question.Proof.IsEmpty);

    private ValueTask<Result<Principal>> LearnAsync(in Question question) =>
        question.Credential is { } credential ? principals.VerifyAsync(credential[Scheme.Length..])
        : question.Proof.IsEmpty ? principals.OpenAsync(question.Handle.ToString(), question.App!, question.Place)
        : principals.VerifyProofAsync(question.Proof.ToString(), question.App!, question.Place);

    private async Task GuardAsync(Question question, Func<Question, Task> answer)
    {
        try
        {
            await answer(question).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (question.Context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (Exception e) when (!question.Context.Response.HasStarted)
        {
            LogFailed(e);
            question.Context.Response.Clear();
            await refusals.DenyAsync(question, Denial.Unavailable).ConfigureAwait(false);
        }
    }

    [LoggerMessage(LogLevel.Error, "A decision failed and was answered by denying.")]
    private partial void LogFailed(Exception exception);
}
