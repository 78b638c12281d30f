using System.Globalization;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Secrets;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.ForwardAuth.AppSessions;

/// <summary>
/// The cookies that forward-auth sets on the hosts of apps. Browsers take those that begin with <c>__Host-</c> from their host alone; the one for a
/// domain goes to every host in it, and is good for nothing but forward-auth there.
/// </summary>
internal static class LoginCookies
{
    /// <summary>The handle of a session for one app on one host.</summary>
    public const string App = "__Host-catalyst_app";

    /// <summary>The handle of a session for a domain.</summary>
    public const string Domain = "__Secure-catalyst_domain";

    /// <summary>What binds a sign-in that has begun to the browser.</summary>
    public const string Login = "__Host-catalyst_login";

    /// <summary>Who a session spoke for a moment ago.</summary>
    public const string Decision = "__Host-catalyst_decision";

    /// <summary>Says that the browser dropped a cookie a moment ago, and has none left that does not hold where they are taken away.</summary>
    public const string Forgot = "__Host-catalyst_forgot";

    /// <summary>How often the browser was sent back to a page a moment ago without having been anywhere else.</summary>
    public const string Returns = "__Host-catalyst_returns";

    // For the way back to where it came from, which is gone at once.
    private static readonly TimeSpan ForgotLife = TimeSpan.FromSeconds(10);

    private const string SetCookie = "Set-Cookie";
    private const string Attributes = "; Path=/; Secure; HttpOnly; SameSite=Lax";

    /// <summary>Whether a value has the form of a handle.</summary>
    public static bool IsHandle(ReadOnlyMemory<char> value) => value.Length == OpaqueSecret.Length;

    /// <summary>The name of the cookie that counts.</summary>
    public static string NameFor(string? domain) => domain is null ? App : Domain;

    /// <summary>The one of a browser's cookies that is asked first who it is; null when it sends none.</summary>
    public static string? FirstOf(in Question question)
    {
        var sent = question.Context.Request.Headers.Cookie;
        return RequestCookies.Find(sent, Decision, out _) != CookieCount.None ? Decision
            : RequestCookies.Find(sent, NameFor(question.Domain), out _) != CookieCount.None ? NameFor(question.Domain)
            : null;
    }

    /// <summary>
    /// Whether a browser comes back with a cookie that does not hold from where it had none: there is one for this path alone, as a hostile host of the domain can set it.
    /// </summary>
    /// <param name="question">What it asked for.</param>
    /// <param name="forgets">Whether it would be sent to drop it; else to sign in.</param>
    public static bool IsStuck(in Question question, bool forgets) => forgets
        ? RequestCookies.Find(question.Context.Request.Headers.Cookie, Forgot, out _) != CookieCount.None
        : !question.IsByCookie && AppLogin.NonceOf(question) is not null;

    public static void SetSession(HttpResponse response, string? domain, NewAppSession session, DateTimeOffset now) =>
        Append(response, NameFor(domain), session.Handle, session.ExpiresAt - now, domain);

    public static void ClearSession(HttpResponse response, string? domain) => Append(response, NameFor(domain), string.Empty, TimeSpan.Zero, domain);

    /// <summary>The decision cookie as it is set, for so many seconds.</summary>
    public static string TextOfDecision(string token, long seconds) => TextOf(Decision, token, seconds, domain: null);

    /// <summary>Sets the decision cookie, unless with the headers that are there already it would be more than nginx takes.</summary>
    /// <returns>Whether it did.</returns>
    public static bool TrySetDecision(in Question question, string cookie)
    {
        var headers = question.Context.Response.Headers;
        if (question.Flavour.KnowsTwoRefusals() && !question.HasLargeBuffer
            && LengthOf(SetCookie, cookie.Length) + headers.Sum(header => header.Value.Sum(value => LengthOf(header.Key, value?.Length ?? 0))) > IdentityHeaderValues.MaxBytes)
        {
            return false;
        }

        headers.Append(SetCookie, cookie);
        return true;

        static int LengthOf(string name, int value) => name.Length + value + 4;
    }

    public static void ClearDecision(HttpResponse response) => Append(response, Decision, string.Empty, TimeSpan.Zero, domain: null);

    public static void SetLogin(HttpResponse response, string nonce) => Append(response, Login, nonce, AppLoginRequest.Lifetime, domain: null);

    public static void SetForgot(HttpResponse response) => Append(response, Forgot, "1", ForgotLife, domain: null);

    /// <summary>What <see cref="Returns"/> says; 0 when it says nothing.</summary>
    public static int ReturnsOf(in Question question) =>
        RequestCookies.Find(question.Context.Request.Headers.Cookie, Returns, out var value) == CookieCount.One && value.Span is [>= '0' and <= '9' and var digit]
            ? digit - '0'
            : 0;

    public static void SetReturns(HttpResponse response, int count) =>
        Append(response, Returns, count.ToString(CultureInfo.InvariantCulture), ForgotLife, domain: null);

    private static void Append(HttpResponse response, string name, string value, TimeSpan life, string? domain) =>
        response.Headers.Append(SetCookie, TextOf(name, value, Math.Max((long)life.TotalSeconds, 0), domain));

    private static string TextOf(string name, string value, long seconds, string? domain) => string.Create(
        CultureInfo.InvariantCulture, $"{name}={value}{(domain is null ? string.Empty : $"; Domain={domain}")}{Attributes}; Max-Age={seconds}");
}
