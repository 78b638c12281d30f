using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Policies;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.ForwardAuth.Answers;

/// <summary>Why a request is refused.</summary>
/// <param name="Reason">One of <see cref="DecisionReasons"/>.</param>
/// <param name="Status">The HTTP status for a proxy that hands it on.</param>
/// <param name="Detail">For a person.</param>
/// <param name="Clause">The part of the requirement that did not hold.</param>
internal sealed record Denial(string Reason, int Status, string Detail, string? Clause = null)
{
    public static readonly Denial UntrustedProxy = new(
        DecisionReasons.UntrustedProxy, StatusCodes.Status403Forbidden, "The caller is not in Catalyst__ForwardAuth__TrustedProxies.");

    public static readonly Denial UnknownApp = new(
        DecisionReasons.UnknownApp, StatusCodes.Status403Forbidden, "There is no such app.");

    public static readonly Denial UnknownHost = new(
        DecisionReasons.UnknownApp, StatusCodes.Status403Forbidden, "The app does not answer for this host.");

    public static readonly Denial BadPath = new(
        DecisionReasons.BadRequest, StatusCodes.Status400BadRequest, "The path can't be read in one way.");

    public static readonly Denial NoPath = new(
        DecisionReasons.BadRequest, StatusCodes.Status400BadRequest, "What was asked for is no path.");

    public static readonly Denial NoRoute = new(
        DecisionReasons.NoRoute, StatusCodes.Status404NotFound, "It is no route of forward-auth.");

    public static readonly Denial NoRule = new(
        DecisionReasons.NoRule, StatusCodes.Status403Forbidden, "No rule of the app matches this request.");

    public static readonly Denial Unauthenticated = new(
        DecisionReasons.Unauthenticated, StatusCodes.Status401Unauthorized, "Sign in, or send an access token as \"Authorization: Bearer …\".");

    public static readonly Denial InvalidToken = new(
        DecisionReasons.InvalidToken, StatusCodes.Status401Unauthorized, "The access token is not valid, has expired or was revoked.");

    public static readonly Denial KeyMustBeExchanged = new(
        DecisionReasons.KeyMustBeExchanged, StatusCodes.Status401Unauthorized,
        "An API key does not authenticate a request. Exchange it at /oauth/token and send the access token.");

    public static readonly Denial InvalidSession = new(
        DecisionReasons.InvalidToken, StatusCodes.Status401Unauthorized, "The session has ended, or is none of this app. Sign in again.");

    public static readonly Denial HttpsRequired = new(
        DecisionReasons.HttpsRequired, StatusCodes.Status403Forbidden,
        "Signing in needs https. Open this address with https. If you did, the proxy does not say so to forward-auth in X-Forwarded-Proto.");

    public static readonly Denial SignInFailed = new(
        DecisionReasons.SignInFailed, StatusCodes.Status403Forbidden, "What the browser brought back from signing in does not let it go on.");

    public static readonly Denial NotProven = new(
        DecisionReasons.StepUpRequired, StatusCodes.Status401Unauthorized, "The browser came back without the second factor that it was asked for.");

    public static readonly Denial CrossOrigin = new(
        DecisionReasons.CrossOrigin, StatusCodes.Status403Forbidden, "A page of another site must not open this with the user's session.");

    public static readonly Denial WrongAudience = new(
        DecisionReasons.WrongAudience, StatusCodes.Status401Unauthorized, "The access token is for another audience than the app's.");

    public static readonly Denial WrongOrg = new(
        DecisionReasons.WrongOrg, StatusCodes.Status403Forbidden, "The access token is for another organisation than the app's.");

    public static readonly Denial OrgStopped = new(
        DecisionReasons.OrgStopped, StatusCodes.Status403Forbidden, "The app's organisation is suspended or deleted.");

    public static readonly Denial ReadOnly = new(
        DecisionReasons.ReadOnly, StatusCodes.Status403Forbidden, "Who acts as another user to look only sends GET, HEAD or OPTIONS.");

    public static readonly Denial IdentityTooLarge = new(
        DecisionReasons.IdentityTooLarge, StatusCodes.Status403Forbidden,
        "The identity does not fit in the headers. Give the key or user fewer scopes or labels.");

    public static readonly Denial Unavailable = new(
        DecisionReasons.Unavailable, StatusCodes.Status503ServiceUnavailable, "What the decision needs can't be known now.");

    public static readonly Denial NotRecorded = new(
        DecisionReasons.NotRecorded, StatusCodes.Status503ServiceUnavailable, "The decision can't be recorded now, and it has to be.");

    public static Denial BadRequest(string detail) => new(DecisionReasons.BadRequest, StatusCodes.Status400BadRequest, detail);

    public static Denial Of(PolicyVerdict verdict) => new(
        verdict.Reason,
        verdict.Outcome switch
        {
            PolicyOutcome.StepUpRequired => StatusCodes.Status401Unauthorized,
            PolicyOutcome.EngineFailed => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status403Forbidden,
        },
        verdict.Outcome switch
        {
            PolicyOutcome.Denied => "The rule refuses this request.",
            PolicyOutcome.StepUpRequired => "The rule asks for a second factor that was used, and lately enough.",
            PolicyOutcome.EngineRefused => "The app's policy engine refuses this request.",
            PolicyOutcome.EngineFailed => "The app's policy engine can't be believed now.",
            _ => "The rule asks for more than the access token has.",
        },
        verdict.Clause)
    {
        MaxAge = verdict.MaxAge,
    };

    /// <summary>Of a credential that does not hold.</summary>
    public static Denial Of(Error error, bool ofSession) => error switch
    {
        { Code: AuthErrorCodes.KeyMustBeExchanged } => KeyMustBeExchanged,
        { Kind: ErrorKind.Unavailable } => Unavailable,
        _ => ofSession ? InvalidSession : InvalidToken,
    };

    /// <summary>Of a page that ends a way below <c>/.catalyst/</c>.</summary>
    public static Denial Of(DeadEnd end) =>
        end == DeadEnd.HttpsRequired ? HttpsRequired
        : end == DeadEnd.FactorNeeded ? NotProven
        : end == DeadEnd.NothingHere ? NoRoute
        : end == DeadEnd.Busy ? Unavailable
        : SignInFailed;

    /// <summary>How old a second factor may be, in seconds, where a new one is what would help; null where its age does not count.</summary>
    public int? MaxAge { get; init; }

    /// <summary>Whether a proof by two factors is what would help.</summary>
    public bool IsForWantOfProof => Reason == DecisionReasons.StepUpRequired;

    /// <summary>Whether signing in is what would help.</summary>
    public bool IsForWantOfSession => ReferenceEquals(this, Unauthenticated) || ReferenceEquals(this, InvalidSession);

    /// <summary>Whether the rule was come to.</summary>
    public bool IsOfPolicy => Reason is DecisionReasons.RequirementFailed or DecisionReasons.StepUpRequired or DecisionReasons.Denied or DecisionReasons.EngineRefused
        or DecisionReasons.EngineFailed;
}
