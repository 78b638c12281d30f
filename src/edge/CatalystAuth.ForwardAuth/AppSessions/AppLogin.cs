using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Core.Tokens;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Verify;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth.AppSessions;

/// <summary>Sends browsers to the portal to sign in, and knows what they bring back.</summary>
internal sealed class AppLogin(AppLoginSeal seal, IOptions<TokenOptions> options, TimeProvider time)
{
    // The portal hands it on to itself in a path of 2000 characters at most.
    private const int MaxSealedLength = 1900;

    private const string RootPath = "/";

    /// <summary>The portal's page that asks whether to sign out.</summary>
    public string SignOutUrl => $"{options.Value.Issuer}/forward-auth/sign-out";

    /// <summary>The portal's page that says that one is signed out.</summary>
    public string SignedOutUrl => $"{options.Value.Issuer}/forward-auth/signed-out";

    /// <summary>Sends a browser to sign in, and has it come back to where it was, or to the page that sent what can't be sent again.</summary>
    /// <param name="question">What it asked for.</param>
    /// <param name="denial">Why it did not get it.</param>
    public Task BeginAsync(in Question question, Denial denial)
    {
        var path = question.Request.Method is "GET" or "HEAD" ? question.Request.Uri : SenderOf(question) ?? RootPath;
        return BeginAsync(question, path, round: 0, denial.IsForWantOfProof ? DemandOf(question.Principal!.Token, denial.MaxAge) : null);
    }

    /// <summary>Sends a browser to sign in, or tells it that it can't by plain HTTP.</summary>
    /// <param name="question">What it asked for.</param>
    /// <param name="path">Path and query that it comes back to.</param>
    /// <param name="round">How often that was tried.</param>
    /// <param name="proof">What has to be proven anew; null to be signed in.</param>
    public Task BeginAsync(in Question question, string path, int round, ProofDemand? proof)
    {
        if (!question.MayCarryCode)
        {
            return RefusePlainAsync(question);
        }

        var context = question.Context;

        // Of several windows that are sent at once each can come back.
        var nonce = NonceOf(question) ?? OpaqueSecret.New();
        var request = new AppLoginRequest(
            question.App!.App.Id, question.Domain, question.Request.IsHttps, question.Authority, path, OpaqueSecret.HashOf(nonce)!, round, time.GetUtcNow(), proof);
        LoginCookies.SetLogin(context.Response, nonce);

        // Who only has to prove something stays signed in for what does not ask for that.
        if (proof is null && question.IsByCookie && !question.Flavour.TakesOneCookie())
        {
            LoginCookies.ClearDecision(context.Response);
            if (question.Proof.IsEmpty)
            {
                LoginCookies.ClearSession(context.Response, question.Domain);
            }
        }

        RedirectWriter.Write(context, question.Flavour, question.Request.Method, $"{options.Value.Issuer}/forward-auth/authorize?request={Seal(request)}");
        return Task.CompletedTask;
    }

    /// <summary>Has a browser drop the cookie of its that does not hold, and show that it did, on the way to what it needs none for.</summary>
    /// <param name="question">What it asked for.</param>
    /// <param name="path">Path and query that it comes back to.</param>
    /// <param name="round">How often that was tried.</param>
    public Task ForgetAsync(in Question question, string path, int round)
    {
        var context = question.Context;
        if (LoginCookies.FirstOf(question) == LoginCookies.Decision)
        {
            LoginCookies.ClearDecision(context.Response);
        }
        else
        {
            LoginCookies.ClearSession(context.Response, question.Domain);
        }

        // Nobody gets in by it, so nothing binds it to the browser.
        var request = new AppLoginRequest(
            question.App!.App.Id, question.Domain, question.Request.IsHttps, question.Authority, path, NonceHash: [], round, time.GetUtcNow());
        RedirectWriter.Write(context, question.Flavour, question.Request.Method, $"{question.Origin}{AppLoginPaths.Forget}?state={Seal(request)}");
        return Task.CompletedTask;
    }

    /// <summary>Tells a person that nobody signs in by plain HTTP: who reads along would have the code, or could have put the page there.</summary>
    private Task RefusePlainAsync(in Question question) => StopAsync(question, DeadEnd.HttpsRequired);

    /// <summary>Tells a person that there is no way on.</summary>
    /// <param name="question">What was asked for.</param>
    /// <param name="end">What to say.</param>
    /// <param name="state">What was sealed for the way that ends here, by which the portal's page knows the app; null for nothing.</param>
    public Task StopAsync(in Question question, DeadEnd end, string? state = null) => PageWriter.WriteAsync(
        question, end, $"{options.Value.Issuer}/forward-auth/stopped?reason={end.Reason}{(state is null ? string.Empty : $"&request={state}")}");

    /// <summary>What was sealed for this place; null for anything else.</summary>
    public AppLoginRequest? Open(in Question question, string? state) =>
        seal.Open(state) is { } request && request.App == question.App!.App.Id && request.Domain == question.Domain && request.HostName == question.HostName
            ? request
            : null;

    /// <summary>What binds a sign-in to this browser; null when it sent none of our form, or two.</summary>
    public static string? NonceOf(in Question question) =>
        RequestCookies.Find(question.Context.Request.Headers.Cookie, LoginCookies.Login, out var value) == CookieCount.One
            && OpaqueSecret.HashOf(value.Span) is not null
                ? value.ToString()
                : null;

    private static ProofDemand DemandOf(AccessToken token, int? maxAge) => new(maxAge, token.AuthTime, AcrValues.Of(token.Amr ?? []) == AcrValues.TwoFactors);

    /// <summary>Path and query of the page that sent a form, when it is of the same host.</summary>
    private static string? SenderOf(in Question question) =>
        question.Context.Request.Headers.Referer is [{ } referer] && referer.StartsWith($"{question.Origin}/", StringComparison.OrdinalIgnoreCase)
            && Core.Apps.CanonicalPath.TryRead(referer[question.Origin.Length..], out _)
                ? referer[question.Origin.Length..]
                : null;

    // What does not fit is come back to without its query, or not at all.
    private string Seal(AppLoginRequest request)
    {
        var text = seal.Seal(request);
        return text.Length <= MaxSealedLength || request.Path == RootPath ? text
            : Seal(request with { Path = request.Path.IndexOf('?', StringComparison.Ordinal) is > 0 and var query ? request.Path[..query] : RootPath });
    }
}
