using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Core.Tokens;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Verify;
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
    public void Begin(in Question question) => Begin(
        question, question.Request.Method is "GET" or "HEAD" ? question.Request.Uri : SenderOf(question) ?? RootPath, round: 0);

    /// <summary>Sends a browser to sign in.</summary>
    /// <param name="question">What it asked for.</param>
    /// <param name="path">Path and query that it comes back to.</param>
    /// <param name="round">How often that was tried.</param>
    public void Begin(in Question question, string path, int round)
    {
        var context = question.Context;

        // Of several windows that are sent at once each can come back.
        var nonce = NonceOf(question) ?? OpaqueSecret.New();
        var request = new AppLoginRequest(
            question.App!.App.Id, question.Domain, question.Request.IsHttps, question.Authority, path, OpaqueSecret.HashOf(nonce)!, round, time.GetUtcNow());
        LoginCookies.SetLogin(context.Response, nonce);
        if (question.IsByCookie && !question.Flavour.TakesOneCookie())
        {
            LoginCookies.ClearDecision(context.Response);
            if (question.Proof.IsEmpty)
            {
                LoginCookies.ClearSession(context.Response, question.Domain);
            }
        }

        RedirectWriter.Write(context, question.Flavour, question.Request.Method, $"{options.Value.Issuer}/forward-auth/authorize?request={Seal(request)}");
    }

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
