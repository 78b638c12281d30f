namespace CatalystAuth.Contracts.Tokens;

/// <summary>The claims of Catalyst's tokens.</summary>
public static class ClaimNames
{
    /// <summary>Who issued it (RFC 7519).</summary>
    public const string Issuer = "iss";

    /// <summary>Whom it is about: a user, or the key itself for a key of an organisation.</summary>
    public const string Subject = "sub";

    /// <summary>Whom it is for.</summary>
    public const string Audience = "aud";

    /// <summary>When it expires, seconds since 1970.</summary>
    public const string ExpiresAt = "exp";

    /// <summary>From when on it holds, seconds since 1970. Catalyst writes none, and heeds it where there is one.</summary>
    public const string NotBefore = "nbf";

    /// <summary>When it was issued, seconds since 1970.</summary>
    public const string IssuedAt = "iat";

    /// <summary>Its own id.</summary>
    public const string TokenId = "jti";

    /// <summary>The client it was issued to (RFC 9068).</summary>
    public const string ClientId = "client_id";

    /// <summary>The session it belongs to; absent for keys.</summary>
    public const string SessionId = "sid";

    /// <summary>The API key it was exchanged for; absent for sessions.</summary>
    public const string Key = "key";

    /// <summary>The organisation's id.</summary>
    public const string Org = "org";

    /// <summary>The organisation's slug.</summary>
    public const string OrgSlug = "org_slug";

    /// <summary>The role in the organisation.</summary>
    public const string Role = "role";

    /// <summary>Every role that applies.</summary>
    public const string Roles = "roles";

    /// <summary>Groups in the organisation.</summary>
    public const string Groups = "groups";

    /// <summary>Merged labels.</summary>
    public const string Labels = "labels";

    /// <summary>The organisation's plan.</summary>
    public const string Plan = "plan";

    /// <summary>
    /// Entitlements: each feature that is on with <c>true</c>, each limit with its number, or null for no limit.
    /// </summary>
    public const string Entitlements = "ent";

    /// <summary>Granted scopes, separated by spaces.</summary>
    public const string Scope = "scope";

    /// <summary>The user's address.</summary>
    public const string Email = "email";

    /// <summary>How the user authenticated (RFC 8176).</summary>
    public const string Amr = "amr";

    /// <summary>How sure that makes it; one of <see cref="AcrValues"/>.</summary>
    public const string Acr = "acr";

    /// <summary>When the user last authenticated, or of two factors proved the second, seconds since 1970.</summary>
    public const string AuthTime = "auth_time";

    /// <summary>Who acts as the subject (RFC 8693 §4.1); absent when they act themselves.</summary>
    public const string Actor = "act";

    /// <summary>Whether who acts as the subject may change something: <c>write</c>; absent when they may only look.</summary>
    public const string ActorMode = "act_mode";

    /// <summary>The version of this set of claims.</summary>
    public const string Version = "v";

    /// <summary>
    /// The list claims that were left out to keep the token under its byte budget, each with its source (OpenID Connect Core §5.6.2). A verifier
    /// that needs one of them asks there or denies; one that was left out is never an empty one.
    /// </summary>
    public const string References = "_claim_names";

    /// <summary>The sources of <see cref="References"/>: each with its <c>endpoint</c>, which takes the token itself as the bearer token.</summary>
    public const string Sources = "_claim_sources";

    /// <summary>The family of a refresh token.</summary>
    public const string Family = "fam";

    /// <summary>Decision: the app.</summary>
    public const string App = "app";

    /// <summary>Decision: the rule's position in the app, from 0.</summary>
    public const string Rule = "rule";

    /// <summary>Decision: the decision's id.</summary>
    public const string Decision = "dec";

    /// <summary>Decision: the version of the app's policy.</summary>
    public const string PolicyVersion = "pv";

    /// <summary>In decision tokens: what binds the identity headers to them, see <c>docs/proxies.md</c>.</summary>
    public const string Identity = "idh";

    /// <summary>Audit: the chain, an organisation's id or <c>platform</c>.</summary>
    public const string Chain = "chain";

    /// <summary>Audit: the place of the last record in the chain, from 1; 0 before the first.</summary>
    public const string Sequence = "seq";

    /// <summary>Audit: the hash at that place, in lower-case hex.</summary>
    public const string Hash = "hash";

    /// <summary>Audit: the place of the first record of an export.</summary>
    public const string First = "first";
}
