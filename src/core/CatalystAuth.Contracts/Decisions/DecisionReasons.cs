namespace CatalystAuth.Contracts.Decisions;

/// <summary>Why forward-auth decided as it did; also the <c>code</c> of its refusals.</summary>
public static class DecisionReasons
{
    /// <summary>The rule asks for nothing.</summary>
    public const string Public = "decision.public";

    /// <summary>The requirement holds.</summary>
    public const string Allowed = "decision.allowed";

    /// <summary>It is a CORS preflight, and the app lets them pass.</summary>
    public const string Preflight = "decision.preflight";

    /// <summary>A page of another site opened a WebSocket or a stream with the user's session.</summary>
    public const string CrossOrigin = "decision.cross_origin";

    /// <summary>A forwarded header is missing, repeated, aliased or malformed; or what the listener was asked for is no path.</summary>
    public const string BadRequest = "decision.bad_request";

    /// <summary>The caller is not a trusted proxy.</summary>
    public const string UntrustedProxy = "decision.untrusted_proxy";

    /// <summary>No such app, or the host is not one of its hosts.</summary>
    public const string UnknownApp = "decision.unknown_app";

    /// <summary>It is no route of forward-auth: neither at its listener, nor below <c>/.catalyst/</c> on an app's host.</summary>
    public const string NoRoute = "decision.no_route";

    /// <summary>No rule matches.</summary>
    public const string NoRule = "decision.no_rule";

    /// <summary>The rule needs a credential and none was sent.</summary>
    public const string Unauthenticated = "decision.unauthenticated";

    /// <summary>The credential is malformed, not ours, expired or revoked.</summary>
    public const string InvalidToken = "decision.invalid_token";

    /// <summary>An API key was sent as it is.</summary>
    public const string KeyMustBeExchanged = "decision.key_must_be_exchanged";

    /// <summary>The token is good, and for none of the audiences that the app takes.</summary>
    public const string WrongAudience = "decision.wrong_audience";

    /// <summary>The token is for another organisation than the app's.</summary>
    public const string WrongOrg = "decision.wrong_org";

    /// <summary>The app's organisation is suspended or deleted.</summary>
    public const string OrgStopped = "decision.org_stopped";

    /// <summary>The requirement does not hold; the clause says which part.</summary>
    public const string RequirementFailed = "decision.requirement_failed";

    /// <summary>
    /// A user who proves anew who they are, by a second factor, gets in: it was too long ago, or not done. The clause says which part asks for it.
    /// </summary>
    public const string StepUpRequired = "decision.step_up_required";

    /// <summary>A browser would be sent to sign in, and its way back would be by plain HTTP.</summary>
    public const string HttpsRequired = "decision.https_required";

    /// <summary>
    /// A browser that came back from signing in is not let go on: what it brought was not given to it, is used up or too old, or it does not keep its cookies.
    /// </summary>
    public const string SignInFailed = "decision.sign_in_failed";

    /// <summary>The rule's <c>deny</c> holds, or it can't be known that it does not; the clause says which part.</summary>
    public const string Denied = "decision.denied";

    /// <summary>The app's policy engine refuses what the rules let in; the clause says why, when it said so.</summary>
    public const string EngineRefused = "decision.engine_refused";

    /// <summary>The app's policy engine gave no answer that can be believed; the clause says how it failed.</summary>
    public const string EngineFailed = "decision.engine_failed";

    /// <summary>Somebody acts as another to look only, and the method is not one that only looks.</summary>
    public const string ReadOnly = "decision.read_only";

    /// <summary>The identity does not fit in the headers; nothing is cut off silently.</summary>
    public const string IdentityTooLarge = "decision.identity_too_large";

    /// <summary>The request would be let in, but that can't be recorded now and has to be.</summary>
    public const string NotRecorded = "decision.not_recorded";

    /// <summary>What the decision needs can't be known now.</summary>
    public const string Unavailable = "decision.unavailable";

    /// <summary>No such decision, or none that the caller may know of (of <c>GET /v1/decisions/{id}</c>).</summary>
    public const string NotFound = "decision.not_found";
}
