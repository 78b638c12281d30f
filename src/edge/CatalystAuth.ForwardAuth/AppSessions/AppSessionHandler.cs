using System.Security.Cryptography;
using CatalystAuth.Contracts.AppSessions;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Secrets;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.Principals;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.ForwardAuth.AppSessions;

/// <summary>
/// Answers what browsers ask for below <c>/.catalyst/</c> on an app's host: they come back from the portal, show that they kept their cookie, and sign
/// out. Nothing of it ever lets a request through, and what leads nowhere is recorded and counted as a denial of the app.
/// </summary>
internal sealed class AppSessionHandler(
    AppLogin login, PrincipalCache principals, DeadHandles dead, LookUps lookUps, DecisionNotes notes, TimeProvider time)
{
    private const int MaxRounds = 3;

    private static readonly Error NoSession = new(AppSessionErrorCodes.Ended, "The browser sent no session.", ErrorKind.Unauthenticated);

    public Task HandleAsync(Question question) => question.Path.Value.Span switch
    {
        // Its answers reach nobody, and another than 403 would lead in circles: what is ours has to come directly.
        _ when question.Flavour == ProxyFlavour.IngressNginx => StopAsync(question, DeadEnd.NothingHere),
        AppLoginPaths.Callback when question.Request.Method == "GET" => ComeBackAsync(question),
        AppLoginPaths.Landing when question.Request.Method == "GET" => LandAsync(question),
        AppLoginPaths.Forget when question.Request.Method is "GET" or "HEAD" => ForgetAsync(question),
        AppLoginPaths.SignOut when question.Request.Method is "GET" or "POST" => SignOutAsync(question),
        _ => StopAsync(question, DeadEnd.NothingHere),
    };

    private async Task ComeBackAsync(Question question)
    {
        if (!question.MayCarryCode)
        {
            await StopAsync(question, DeadEnd.HttpsRequired).ConfigureAwait(false);
            return;
        }

        var query = QueryOf(question);
        if (login.Open(question, One(query, "state")) is not { } state)
        {
            await RefuseAsync(question).ConfigureAwait(false);
            return;
        }

        if (One(query, "code") is not { } code || AppLogin.NonceOf(question) is not { } nonce
            || !CryptographicOperations.FixedTimeEquals(OpaqueSecret.HashOf(nonce)!, state.NonceHash))
        {
            await TryAgainAsync(question, state).ConfigureAwait(false);
            return;
        }

        var begun = await lookUps.AskAsync(
            question.Place.Org, sessions => sessions.RedeemAsync(code, state.NonceHash, question.Place, question.Context.RequestAborted)).ConfigureAwait(false);
        if (begun.TryGet(out var session, out var refusal))
        {
            dead.Bear();
            LoginCookies.SetSession(question.Context.Response, question.Domain, session, time.GetUtcNow());
            GoTo(question, $"{question.Origin}{AppLoginPaths.Landing}?state={One(query, "state")}");
        }
        else if (refusal.Kind == ErrorKind.Unavailable)
        {
            await ComeLaterAsync(question).ConfigureAwait(false);
        }
        else
        {
            // Who pressed "back" or has two windows may be in already.
            await GoOnAsync(question, state).ConfigureAwait(false);
        }
    }

    // A cookie that does not come back is seen here, before it would lead in circles.
    private Task LandAsync(Question question) =>
        login.Open(question, One(QueryOf(question), "state")) is { } state ? GoOnAsync(question, state) : RefuseAsync(question);

    private async Task GoOnAsync(Question question, AppLoginRequest state)
    {
        var who = await WhoAsync(question).ConfigureAwait(false);
        await (who.TryGet(out var principal, out var refusal) ? GoHomeAsync(question, state, principal)
            : refusal.Kind == ErrorKind.Unavailable ? ComeLaterAsync(question)
            : TryAgainAsync(question, state)).ConfigureAwait(false);
    }

    // Seen here for the same reason. There may be another one that does not hold either.
    private async Task ForgetAsync(Question question)
    {
        if (login.Open(question, One(QueryOf(question), "state")) is not { } state)
        {
            await RefuseAsync(question).ConfigureAwait(false);
            return;
        }

        var cookie = LoginCookies.FirstOf(question);
        var who = cookie is null || cookie == LoginCookies.Decision ? NoSession : await WhoAsync(question).ConfigureAwait(false);
        if (cookie is null || who.IsSuccess)
        {
            // Without a new decision cookie: where one of another path is in the way it would be dropped again, and the browser come back here.
            LoginCookies.SetForgot(question.Context.Response);
            GoTo(question, state.Target);
            return;
        }

        if (who.Error.Kind == ErrorKind.Unavailable)
        {
            await ComeLaterAsync(question).ConfigureAwait(false);
            return;
        }

        await (state.Round + 1 < MaxRounds ? login.ForgetAsync(question, state.Path, state.Round + 1) : RefuseCookiesAsync(question)).ConfigureAwait(false);
    }

    private async Task SignOutAsync(Question question)
    {
        if (!IsOfOwnPage(question))
        {
            // Another site must not sign anybody out; the portal asks.
            GoTo(question, login.SignOutUrl);
            return;
        }

        if (HandleOf(question) is { } handle)
        {
            // It may have ended before; signed out is signed out.
            var ended = await lookUps.AskAsync<bool>(question.Place.Org, async sessions =>
                await sessions.EndAsync(handle, question.Place, question.Context.RequestAborted).ConfigureAwait(false) is { IsSuccess: false } refused
                    ? refused.Error
                    : true).ConfigureAwait(false);
            if (!ended.IsSuccess && ended.Error.Kind == ErrorKind.Unavailable)
            {
                await ComeLaterAsync(question).ConfigureAwait(false);
                return;
            }
        }

        LoginCookies.ClearSession(question.Context.Response, question.Domain);
        if (!question.Flavour.TakesOneCookie())
        {
            LoginCookies.ClearDecision(question.Context.Response);
        }

        GoTo(question, login.SignedOutUrl);
    }

    private async Task<Result<Principal>> WhoAsync(Question question) => HandleOf(question) is { } handle
        ? await principals.OpenAsync(handle, question.App!, question.Place).ConfigureAwait(false)
        : NoSession;

    private static string? HandleOf(in Question question) =>
        RequestCookies.Find(question.Context.Request.Headers.Cookie, LoginCookies.NameFor(question.Domain), out var value) == CookieCount.One
            ? value.ToString()
            : null;

    private Task GoHomeAsync(Question question, AppLoginRequest state, Principal principal)
    {
        // The portal lets nobody come back without it. If it is missing here, another round would not bring it.
        if (state.Proof?.IsAnsweredBy(principal.Token.Amr ?? [], principal.Token.AuthTime) == false)
        {
            question.Principal = principal;
            return StopAsync(question, DeadEnd.FactorNeeded, One(QueryOf(question), "state"));
        }

        GoTo(question, state.Target);

        // One from before would be refused, and lead back here, where a proxy that hands on one cookie did not have it taken away before.
        if (!principals.Give(question, principal))
        {
            LoginCookies.ClearDecision(question.Context.Response);
        }

        return Task.CompletedTask;
    }

    private async Task TryAgainAsync(Question question, AppLoginRequest state)
    {
        if (state.Round + 1 >= MaxRounds)
        {
            await RefuseCookiesAsync(question).ConfigureAwait(false);
            return;
        }

        await NoteAsync(question, question.MayCarryCode ? Denial.SignInFailed : Denial.HttpsRequired).ConfigureAwait(false);
        await login.BeginAsync(question, state.Path, state.Round + 1, state.Proof).ConfigureAwait(false);
    }

    private Task RefuseCookiesAsync(in Question question) => StopAsync(question, DeadEnd.CookiesNeeded, One(QueryOf(question), "state"));

    private Task ComeLaterAsync(in Question question)
    {
        question.Context.Response.Headers.RetryAfter = DenialWriter.RetryAfter;
        return StopAsync(question, DeadEnd.Busy, One(QueryOf(question), "state"));
    }

    private Task RefuseAsync(in Question question) => StopAsync(question, DeadEnd.BadAddress);

    private async Task StopAsync(Question question, DeadEnd end, string? state = null)
    {
        await NoteAsync(question, Denial.Of(end)).ConfigureAwait(false);
        await login.StopAsync(question, end, state).ConfigureAwait(false);
    }

    private async ValueTask NoteAsync(Question question, Denial denial)
    {
        await notes.RecordDenialAsync(denial, TypeId.New<DecisionId>(question.Now), question, question.Now).ConfigureAwait(false);
        notes.CountDenial(question, denial);
    }

    private static void GoTo(in Question question, string url) => RedirectWriter.Write(question.Context, question.Flavour, question.Request.Method, url);

    // By Fetch Metadata, by which a browser can't be made to lie; what a person typed says "none". Older ones tell where they come from.
    private static bool IsOfOwnPage(in Question question)
    {
        var headers = question.Context.Request.Headers;
        return headers["Sec-Fetch-Site"] switch
        {
            ["same-origin"] => true,
            ["none"] => question.Request.Method == "GET",
            [] when headers.Origin.Count > 0 => headers.Origin is [{ } origin] && origin.Equals(question.Origin, StringComparison.OrdinalIgnoreCase),
            [] => headers.Referer is [{ } referer] && referer.StartsWith($"{question.Origin}/", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    private static Dictionary<string, Microsoft.Extensions.Primitives.StringValues> QueryOf(in Question question) =>
        question.Request.Uri.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? QueryHelpers.ParseQuery(question.Request.Uri[at..]) : [];

    private static string? One(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> query, string name) =>
        query.TryGetValue(name, out var values) && values is [{ Length: > 0 } value] ? value : null;
}
