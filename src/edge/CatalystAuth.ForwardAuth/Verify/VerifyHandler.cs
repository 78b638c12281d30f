using System.Net;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Policies;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.Principals;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>
/// The hot path, in the order in which a request meets it: route, proxy, forwarded headers, app, feed, host, path, rule, credential,
/// principal, requirement. Whatever fails on the way denies. A request seen before touches no database and no lock.
/// </summary>
internal sealed partial class VerifyHandler(
    CompiledApps apps, PrincipalCache principals, DecisionMinter minter, DecisionNotes notes, InvalidationFeed feed, RevocationList revocations,
    IOptions<ForwardAuthOptions> options, TimeProvider time, ILogger<VerifyHandler> logger)
{
    private const string Scheme = "Bearer ";

    private readonly IReadOnlyList<IPNetwork> _trusted = options.Value.TrustedNetworks();

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

        var question = new Question { Context = context, Flavour = route.Flavour };
        try
        {
            if (Examine(ref question, route) is { } denial)
            {
                return DenyAsync(question, denial);
            }

            return question.Allow is { } allow ? AnswerAllow(question, allow) : DecideAsync(question);
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
        if (!IsTrusted(question.Context.Connection.RemoteIpAddress))
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

    private Denial? ExamineCredential(ref Question question, CompiledRule rule, IHeaderDictionary headers)
    {
        var credentials = headers.Authorization;
        if (credentials.Count == 0)
        {
            question.Allow = rule.AnonymousAllow is { } known && question.Now < known.RefreshAt ? known : null;
            return rule.IsPublic ? null : Denial.Unauthenticated;
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

        question.Allow = principal.FindAllow(rule, question.Now);
        return question.Allow is not null && rule.DependsOnRequest ? CheckRequirement(question, principal) : null;
    }

    /// <summary>What is left when no answer was known: verify, compare, mint.</summary>
    private async Task DecideAsync(Question question)
    {
        try
        {
            if (question is { Credential: { } credential, Principal: null })
            {
                var verified = await principals.VerifyAsync(credential[Scheme.Length..]).ConfigureAwait(false);
                if (!verified.TryGet(out var principal, out var error))
                {
                    await DenyAsync(question, DenialOf(error)).ConfigureAwait(false);
                    return;
                }

                question.Principal = principal;
            }

            if (question.Principal is { } known && CheckRequirement(question, known) is { } denial)
            {
                await DenyAsync(question, denial).ConfigureAwait(false);
                return;
            }

            if (minter.Mint(question.App!, question.Rule!, question.Principal?.Token, question.Now) is not { } allow)
            {
                await DenyAsync(question, Denial.IdentityTooLarge).ConfigureAwait(false);
                return;
            }

            Keep(question, allow);
            await notes.RecordAllowAsync(
                allow, question.App!, question.Request, question.Path.Value, question.Principal?.Token.Subject, question.Now).ConfigureAwait(false);
            await AnswerAllow(question, allow).ConfigureAwait(false);
        }
        catch (Exception e) when (!question.Context.Response.HasStarted)
        {
            LogFailed(e);
            question.Context.Response.Clear();
            await DenyAsync(question, Denial.Unavailable).ConfigureAwait(false);
        }
    }

    private static Denial? CheckRequirement(Question question, Principal principal)
    {
        if (principal.Token.Org != question.App!.OrgId)
        {
            return Denial.WrongOrg;
        }

        if (!principal.MaySend(question.Request.Method))
        {
            return Denial.ReadOnly;
        }

        var address = question.Rule!.DependsOnRequest ? ForwardedRequest.ReadClientAddress(question.Context.Request.Headers) : null;
        var verdict = RequirementEvaluator.Evaluate(
            question.Rule.Requirement, principal.Subject, new PolicyContext(address, question.Now));
        return verdict.IsAllowed ? null : Denial.RequirementFailed(verdict.Clause);
    }

    private void Keep(Question question, CachedAllow allow)
    {
        if (question.Principal is { } principal)
        {
            principals.Keep(principal, allow, question.Now);
        }
        else
        {
            question.Rule!.AnonymousAllow = allow;
        }
    }

    private Task AnswerAllow(Question question, CachedAllow allow)
    {
        notes.CountAllow(question.Flavour, allow.Rule);
        allow.Write(question.Context.Response);
        return Task.CompletedTask;
    }

    private async Task DenyAsync(Question question, Denial denial)
    {
        var now = question.Now == default ? time.GetUtcNow() : question.Now;
        var id = TypeId.New<DecisionId>(now);
        notes.CountDenial(question.Flavour, denial);
        if (question.App is { } app)
        {
            var path = question.Path.Value.IsEmpty ? question.Request.Uri.Split('?')[0] : question.Path.Value.ToString();
            await notes.RecordDenialAsync(
                denial, id, app, question.Rule, question.Request, path, question.Principal?.Token.Subject, now).ConfigureAwait(false);
        }

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

    private bool IsTrusted(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in _trusted)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }

    [LoggerMessage(LogLevel.Error, "A decision failed and was answered by denying.")]
    private partial void LogFailed(Exception exception);

    /// <summary>What is known of a request so far.</summary>
    private struct Question
    {
        public required HttpContext Context { get; init; }

        public required ProxyFlavour Flavour { get; init; }

        public DateTimeOffset Now { get; set; }

        public ForwardedRequest Request { get; set; }

        public CompiledApp? App { get; set; }

        public CanonicalPath Path { get; set; }

        public CompiledRule? Rule { get; set; }

        public string? Credential { get; set; }

        public Principal? Principal { get; set; }

        public CachedAllow? Allow { get; set; }
    }
}
