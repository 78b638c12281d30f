using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Contracts.Apps;

/// <summary>An upstream that forward-auth protects.</summary>
/// <param name="Id">Its id, and the last part of its verify route.</param>
/// <param name="OrgId">The organisation that it belongs to; only its tokens get in.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Hosts">The hosts it answers for: <c>app.example.com</c> (any port) or <c>app.example.com:8443</c>.</param>
/// <param name="Rules">First match decides; no match denies.</param>
/// <param name="Version">Goes up with each change; the <c>pv</c> of its decision tokens.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record App(
    AppId Id, OrgId OrgId, string Name, IReadOnlyList<string> Hosts, IReadOnlyList<AppRule> Rules, int Version,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Which policy engine has the last word on what the rules let in; see <see cref="PolicyEngineNames"/>.</summary>
    public string Engine { get; init; } = PolicyEngineNames.Local;

    /// <summary>How nobody in particular is answered where somebody is needed; one of <see cref="UnauthenticatedAnswers"/>.</summary>
    public string Unauthenticated { get; init; } = UnauthenticatedAnswers.Auto;

    /// <summary>Paths below which programs are answered and never browsers: 401 instead of the way to sign in, e.g. <c>/api</c>.</summary>
    public IReadOnlyList<string> ApiPathPrefixes { get; init; } = [];

    /// <summary>What becomes of CORS preflights, which can't carry a credential; one of <see cref="PreflightAnswers"/>.</summary>
    public string Preflight { get; init; } = PreflightAnswers.Deny;

    /// <summary>
    /// Whom a bearer token may be for (<c>aud</c>): one of these, and nothing else; none for the server's own audience. Browsers come by cookies, which
    /// have none.
    /// </summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>What it asks of sessions beside what its organisation does, wherever its rules do not let everybody in.</summary>
    public AppSignIn SignIn { get; init; } = AppSignIn.None;
}

/// <summary>
/// What an app asks of the sessions that enter it. A key has proven nothing of it and is refused: where programs come too, ask for it by the rules of their paths.
/// </summary>
/// <param name="Methods">One of them has to be among what a session has proven, as in <c>SignInPolicy</c>. Empty for any.</param>
/// <param name="RequireMfa">Whether two factors are needed.</param>
/// <param name="SignUp">
/// What is said to who signs up on the way to it: <c>invite_only</c> or <c>closed</c>, where its organisation would allow more; null for what that says.
/// </param>
public sealed record AppSignIn(IReadOnlyList<string> Methods, bool RequireMfa = false, string? SignUp = null)
{
    /// <summary>Nothing.</summary>
    public static AppSignIn None { get; } = new([]);

    /// <summary>Whether it asks for the same.</summary>
    public bool Equals(AppSignIn? other) =>
        other is not null && RequireMfa == other.RequireMfa && SignUp == other.SignUp && Methods.SequenceEqual(other.Methods);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(RequireMfa, SignUp, Methods.Count);
}

/// <summary>How nobody in particular is answered where somebody is needed.</summary>
public static class UnauthenticatedAnswers
{
    /// <summary>A browser that navigates is sent to sign in; everything else gets 401.</summary>
    public const string Auto = "auto";

    /// <summary>GET and HEAD are sent to sign in, whatever they accept; but no WebSocket, and nothing that says that it does not navigate.</summary>
    public const string Redirect = "redirect";

    /// <summary>Everybody gets 401.</summary>
    public const string Refuse = "refuse";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Auto, Redirect, Refuse];
}

/// <summary>What becomes of CORS preflights.</summary>
public static class PreflightAnswers
{
    /// <summary>They are decided by the rules, as any request without a credential.</summary>
    public const string Deny = "deny";

    /// <summary>They reach the upstream as nobody's: OPTIONS with <c>Origin</c> and <c>Access-Control-Request-Method</c> only.</summary>
    public const string Pass = "pass";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Deny, Pass];
}

/// <summary>One rule of an app.</summary>
/// <param name="Path">A glob: <c>*</c> is one segment, <c>**</c> (last) is any rest, e.g. <c>/public/**</c>. Case-sensitive.</param>
/// <param name="Require">What a request has to satisfy.</param>
/// <param name="Methods">Methods that the rule is about, upper case; null for all.</param>
/// <param name="Deny">What refuses whatever <paramref name="Require"/> says: when it holds, and when that can't be known.</param>
public sealed record AppRule(string Path, Requirement Require, IReadOnlyList<string>? Methods = null, Requirement? Deny = null);

/// <summary>Creates an app.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Hosts">1 to 50 hosts.</param>
/// <param name="Rules">1 to 200 rules.</param>
/// <param name="Engine">Which policy engine has the last word on what the rules let in: <c>local</c> or <c>opa</c>; null for <c>local</c>.</param>
/// <param name="Unauthenticated">How nobody in particular is answered where somebody is needed; null for <c>auto</c>.</param>
/// <param name="ApiPathPrefixes">Paths below which programs are answered and never browsers: 401 instead of the way to sign in; at most 50.</param>
/// <param name="Preflight">What becomes of CORS preflights, which can't carry a credential; null for <c>deny</c>.</param>
/// <param name="Audiences">Whom a bearer token may be for: one of these, and nothing else; at most 20. Null for the server's own audience.</param>
/// <param name="SignIn">What it asks of sessions beside what its organisation does; null for nothing.</param>
public sealed record CreateAppRequest(
    string Name, IReadOnlyList<string> Hosts, IReadOnlyList<AppRule> Rules, string? Engine = null, string? Unauthenticated = null,
    IReadOnlyList<string>? ApiPathPrefixes = null, string? Preflight = null, IReadOnlyList<string>? Audiences = null, AppSignIn? SignIn = null);

/// <summary>Changes an app; what is null stays.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Hosts">1 to 50 hosts.</param>
/// <param name="Rules">1 to 200 rules; they replace all.</param>
/// <param name="Engine">Which policy engine has the last word on what the rules let in.</param>
/// <param name="Unauthenticated">How nobody in particular is answered where somebody is needed.</param>
/// <param name="ApiPathPrefixes">Paths below which programs are answered and never browsers; they replace all.</param>
/// <param name="Preflight">What becomes of CORS preflights.</param>
/// <param name="Audiences">Whom a bearer token may be for; they replace all.</param>
/// <param name="SignIn">What it asks of sessions beside what its organisation does; it replaces all of it.</param>
public sealed record UpdateAppRequest(
    string? Name = null, IReadOnlyList<string>? Hosts = null, IReadOnlyList<AppRule>? Rules = null, string? Engine = null,
    string? Unauthenticated = null, IReadOnlyList<string>? ApiPathPrefixes = null, string? Preflight = null,
    IReadOnlyList<string>? Audiences = null, AppSignIn? SignIn = null);
