using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Policies;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.Principals;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>
/// The hot path, in the order in which a request meets it: route, proxy, forwarded headers, app, feed, host, path, rule, credential,
/// principal, requirement. Whatever fails on the way denies. A request seen before touches no database and no lock.
/// </summary>
internal sealed partial class VerifyHandler(
    CompiledApps apps, PrincipalCache principals, DecisionMinter minter, DecisionNotes notes, InvalidationFeed feed, RevocationList revocations,
    TrustedProxies trusted, TimeProvider time, ILogger<VerifyHandler> logger)
{
    private const string Scheme = "Bearer ";

    public Task HandleAsync(HttpContext context)
    {
        // As it was sent: an absolute or opaque target must not be read as a path.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.Length == 0 || target[0] != '/')
        {
            return AnswerEmpty(context, StatusCodes.Status400BadRequest);
        }

        if (!VerifyRoute.TryParse(target, out var route))
        {
            return AnswerEmpty(context, StatusCodes.Status404NotFound);
        }

        var question = new Question { Context = context, Flavour = route.Flavour, Started = notes.Start() };
        try
        {
            if (Examine(ref question, route) is { } denial)
            {
                return DenyAsync(question, denial);
            }

            return question is { Allow: { } allow, App.IsLocal: true } ? AnswerAllow(question, allow) : DecideAsync(question);
        }
        catch (Exception e)
        {
            // Whatever it is, it is no reason to let anybody in.
            LogFailed(e);
            return DenyAsync(question, Denial.Unavailable);
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
        if (apps.Find(route.App) is not { } app)
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

        if (!app.HasHost(request.Host, request.IsHttps))
        {
            return Denial.UnknownHost;
        }

        if (!CanonicalPath.TryRead(request.Uri, out var path))
        {
            return Denial.BadPath;
        }

        question.Path = path;
        if (app.FindRule(request.Method, path) is not { } rule)
        {
            return Denial.NoRule;
        }

        question.Rule = rule;
        return ExamineCredential(ref question, rule, question.Context.Request.Headers);
    }

    private Denial? ExamineCredential(ref Question question, PolicyRule rule, IHeaderDictionary headers)
    {
        var credentials = headers.Authorization;
        if (credentials.Count == 0)
        {
            question.Allow = Current(question.App!.FindAnonymousAllow(rule, question.Now));
            return rule.IsPublic ? CheckAnonymous(question, rule) : Denial.Unauthenticated;
        }

        // One that is presented and does not hold is refused, also where none is needed.
        if (credentials is not [{ } credential] || !credential.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Denial.InvalidToken;
        }

        // Cut out only where it has to be verified: it is the longest text of a request.
        question.Credential = credential;
        if (principals.Find(credential.AsSpan(Scheme.Length), question.Now) is not { } principal)
        {
            return null;
        }

        question.Principal = principal;
        if (!principal.MaySend(question.Request.Method))
        {
            return Denial.ReadOnly;
        }

        question.Allow = Current(principal.FindAllow(rule, question.Now));
        return question.Allow is not null && rule.DependsOnRequest ? Check(question, principal) : null;
    }

    private CachedAllow? Current(CachedAllow? allow) => allow is not null && minter.IsOfToday(allow) ? allow : null;

    // What refuses may ask for something that nobody in particular has or lacks. Then it has to be known who comes.
    private static Denial? CheckAnonymous(in Question question, PolicyRule rule) => rule.Deny?.Ask(PolicySubject.Nobody, question.Circumstances) switch
    {
        null or Holding.No => null,
        Holding.Unknown => Denial.Unauthenticated,
        _ => Denial.Of(rule.Decide(PolicySubject.Nobody, question.Circumstances)),
    };

    /// <summary>What is left when no answer was known: verify, compare, mint.</summary>
    private async Task DecideAsync(Question question)
    {
        try
        {
            if (question is { Credential: { } credential, Principal: null })
            {
                question.IsMiss = true;
                var verified = await principals.VerifyAsync(credential[Scheme.Length..]).ConfigureAwait(false);
                if (!verified.TryGet(out var principal, out var error))
                {
                    await DenyAsync(question, DenialOf(error)).ConfigureAwait(false);
                    return;
                }

                question.Principal = principal;
            }

            var denial = (question.Principal is { } known ? Check(question, known) : null)
                ?? (question.App!.IsLocal ? null : await AskEngineAsync(question).ConfigureAwait(false));
            if (denial is null && question.Allow is null)
            {
                question.IsMiss = true;
                question.Allow = minter.Mint(question.App!, question.Rule!, question.Principal?.Token, question.Now);
                denial = question.Allow is { } minted ? await KeepAsync(minted, question).ConfigureAwait(false) : Denial.IdentityTooLarge;
            }

            await (denial is null ? AnswerAllow(question, question.Allow!) : DenyAsync(question, denial)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (question.Context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (Exception e) when (!question.Context.Response.HasStarted)
        {
            LogFailed(e);
            question.Context.Response.Clear();
            await DenyAsync(question, Denial.Unavailable).ConfigureAwait(false);
        }
    }

    private static Denial? Check(in Question question, Principal principal)
    {
        if (principal.Token.Org != question.App!.OrgId)
        {
            return Denial.WrongOrg;
        }

        if (!principal.MaySend(question.Request.Method))
        {
            return Denial.ReadOnly;
        }

        var verdict = question.Rule!.Decide(principal.Subject, question.Circumstances);
        return verdict.IsAllowed ? null : Denial.Of(verdict);
    }

    // An engine that is not here any more lets nobody in.
    private static async ValueTask<Denial?> AskEngineAsync(Question question)
    {
        var verdict = question.App!.Engine is { } engine
            ? await engine.DecideAsync(question.ToPolicy(), question.Context.RequestAborted).ConfigureAwait(false)
            : new PolicyVerdict(PolicyOutcome.EngineFailed, question.App.App.Engine);
        return verdict.IsAllowed ? null : Denial.Of(verdict);
    }

    // Recorded first: one that has to be and can't is given to nobody.
    private async ValueTask<Denial?> KeepAsync(CachedAllow allow, Question question)
    {
        if (!await notes.RecordAllowAsync(allow, question).ConfigureAwait(false))
        {
            return Denial.NotRecorded;
        }

        if (question.Principal is { } principal)
        {
            principals.Keep(principal, allow, question.Now);
        }
        else
        {
            question.App!.KeepAnonymousAllow(allow);
        }

        return null;
    }

    private Task AnswerAllow(in Question question, CachedAllow allow)
    {
        allow.Write(question.Context.Response);
        notes.CountAllow(question, allow.Rule);
        return Task.CompletedTask;
    }

    private async Task DenyAsync(Question question, Denial denial)
    {
        var now = question.Now == default ? time.GetUtcNow() : question.Now;
        var id = TypeId.New<DecisionId>(now);
        if (question.App is not null)
        {
            await notes.RecordDenialAsync(denial, id, question, now).ConfigureAwait(false);
        }

        notes.CountDenial(question, denial);
        await DenialWriter.WriteAsync(question.Context, question.Flavour, denial, id).ConfigureAwait(false);
    }

    private static Task AnswerEmpty(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private static Denial DenialOf(Error error) => error switch
    {
        { Code: AuthErrorCodes.KeyMustBeExchanged } => Denial.KeyMustBeExchanged,
        { Kind: ErrorKind.Unavailable } => Denial.Unavailable,
        _ => Denial.InvalidToken,
    };

    [LoggerMessage(LogLevel.Error, "A decision failed and was answered by denying.")]
    private partial void LogFailed(Exception exception);
}
