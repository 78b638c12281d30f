using System.Globalization;

namespace CatalystAuth.Server.Tests.ForwardAuthLoad;

/// <summary>The cookies of forward-auth, as far as browsers behind it deal with them here.</summary>
internal static class Cookies
{
    public const string App = "__Host-catalyst_app";
    public const string Decision = "__Host-catalyst_decision";

    /// <summary>What an answer says about the decision cookie: a new one, or that there is none any more. Null when it says nothing.</summary>
    public static (DecisionCookie? Decision, bool)? Read(HttpResponseMessage response, long asked, long answered)
    {
        if (Find(response, Decision) is not { } set)
        {
            return null;
        }

        var value = set[(Decision.Length + 1)..set.IndexOf(';', StringComparison.Ordinal)];
        var life = long.Parse(set[(set.LastIndexOf('=') + 1)..], CultureInfo.InvariantCulture);
        return (life == 0 ? null : new(value, asked, answered, asked + (life * TimeProvider.System.TimestampFrequency)), true);
    }

    /// <summary>Whether an answer takes away the session at the app.</summary>
    public static bool TakesSession(HttpResponseMessage response) => Find(response, App) is not null;

    private static string? Find(HttpResponseMessage response, string name) => response.Headers.TryGetValues("Set-Cookie", out var all)
        ? all.FirstOrDefault(cookie => cookie.StartsWith($"{name}=", StringComparison.Ordinal))
        : null;
}
