using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Devices;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.ForwardAuthDomains;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Contracts.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Client.Tests;

/// <summary>Values of the wire, and clients over a fake server.</summary>
internal static class Samples
{
    public const string Url = "http://auth.test";
    public const string Key = "ck_live_secretsecretsecret";

    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    public static readonly OrgId TheOrgId = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000001"));
    public static readonly UserId TheUserId = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000002"));
    public static readonly AppId TheAppId = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000003"));
    public static readonly KeyId TheKeyId = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000004"));
    public static readonly FlowId TheFlowId = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000005"));
    public static readonly SessionId TheSessionId = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000006"));
    public static readonly DecisionId TheDecisionId = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000007"));

    public static readonly SigningKeyInfo TheSigningKey = new(
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", SigningKeyUse.Access, "RS256", SigningKeyStatus.Pending, Now, Now, null, null, null);

    public static readonly WebhookId TheWebhookId = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000008"));
    public static readonly DeliveryId TheDeliveryId = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000009"));
    public static readonly EventId TheEventId = new(Guid.Parse("0190aaaa-0000-7000-8000-00000000000a"));

    public static readonly Webhook TheWebhook = new(
        TheWebhookId, TheOrgId, "https://hooks.example.com/", "Ours", ["member.*"], [], ["X-Tenant"], WebhookPayload.Thin, WebhookSigning.Hmac, null,
        10, 5, [5, 60], WebhookStatus.Disabled, "gone", Now, Now, Now, 3);

    public static readonly Delivery TheDelivery = new(
        TheDeliveryId, TheWebhookId, TheEventId, "member.added", DeliveryStatus.Dead, 8, Now, null, Now, 500, null);

    public static readonly DeliveryAttempt TheAttempt = new(
        8, Now, 120, 500, null, new Dictionary<string, string> { ["webhook-id"] = "evt_1" }, "no");

    public static readonly User TheUser = new(TheUserId, "ada@example.com", true, "Ada", ["beta"], false, Now);

    public static readonly Profile TheProfile = new(
        "Ada", "Ada", "Lovelace", "https://example.com/ada.png", "en-GB", "Europe/London", "+442071838750", "Counts.",
        [new("Site", "https://example.com")], [], new() { ["theme"] = "dark" }, null, 4);

    public static readonly UserEmail TheEmail = new(
        new(Guid.Parse("0190aaaa-0000-7000-8000-000000000009")), "ada@example.org", false, false, Now);

    public static readonly TotpFactor TheTotp = new(new(Guid.Parse("0190aaaa-0000-7000-8000-00000000000b")), "Phone", Now, null);

    public static readonly Passkey ThePasskey = new(new(Guid.Parse("0190aaaa-0000-7000-8000-00000000000c")), "Laptop", true, Now, Now);

    public static readonly Mfa TheMfa = new(true, [TheTotp], [ThePasskey], 9);

    public static readonly Me TheMe = new(
        TheUserId, "ada@example.com", true, "Ada", [], false, Now, [new(TheOrgId, "acme", "Acme", "owner")]);

    public static readonly Org TheOrg = new(TheOrgId, "acme", "Acme", OrgStatus.Active, TheUserId, [], 3, Now, Now);

    public static readonly Contracts.Transfers.Transfer TheTransfer = new(
        new(Guid.Parse("0190aaaa-0000-7000-8000-00000000000c")), TheOrgId, TheUserId, TheUserId, Now, Now.AddDays(7));

    public static readonly Session TheSession = new(TheSessionId, Now, Now, Now.AddDays(90), null, null, true, ["pwd"]);

    public static readonly Device TheDevice = new(new(Guid.Parse("0190aaaa-0000-7000-8000-000000000031")), Now, Now, true) { TrustedUntil = Now.AddDays(30) };

    public static readonly AuditVerification TheVerification = new(true, "platform", 12, 10, "00", null);

    public static readonly AuditHold TheHold = new(
        new(Guid.Parse("0190aaaa-0000-7000-8000-000000000021")), TheOrgId, "Case 17", "system", Now, null, null);

    public static readonly AuditEntry TheEntry = new(
        new(Guid.Parse("0190aaaa-0000-7000-8000-000000000020")), TheOrgId, EventTypes.MemberAdded, "system", TheUserId.ToString(),
        new() { ["after"] = new JsonObject { ["role"] = "member", ["labelsDelta"] = new JsonArray() } }, Now, "127.0.0.1", "curl/8", null);

    public static readonly EventPage TheEvents = new(
        [
            new(
                new(Guid.Parse("0190aaaa-0000-7000-8000-00000000001e")), EventTypes.MemberAdded, TheOrgId, TheUserId.ToString(), "system",
                new() { ["after"] = new JsonObject { ["role"] = "member", ["labelsDelta"] = new JsonArray() } }, Now),
        ],
        new EventId(Guid.Parse("0190aaaa-0000-7000-8000-00000000001f")));

    public static readonly Member TheMember = new(
        new(Guid.Parse("0190aaaa-0000-7000-8000-000000000008")), TheUserId, "Ada", "ada@example.com", BuiltInRoles.Member, [], Now);

    public static readonly InvitationId TheInvitationId = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000009"));

    public static readonly Invitation TheInvitation = new(
        TheInvitationId, TheOrgId, "bob@example.com", BuiltInRoles.Member, [], [], InvitationStatus.Pending, TheUserId, 1, Now, Now.AddDays(7))
    {
        Token = "ci_secretsecret",
        Url = "http://auth.test/invitations#token=ci_secretsecret",
    };

    public static readonly AcceptedInvitation TheAccepted = new(TheInvitationId, new(TheOrgId, "acme", "Acme", "member"));

    public static readonly EffectiveUser TheEffective = new(
        TheUserId, TheOrgId, "acme", "owner", [new("owner", new("membership", "mem_x"))], [], [new("beta", new("user", "user_x"))],
        [new("org:read", new("role", "owner"))], null);

    public static readonly Plan ThePlan = new(
        "pro", "Pro", null, ["sso"], [new("members", 50), new("calls", null, LimitPeriod.Month)], ["tier:pro"], true, false, 3, Now, Now);

    public static readonly OrgEntitlements TheOrgEntitlements = new(
        TheOrgId, "pro", null, Now, [new("beta")], [new("members", null)],
        new("pro", [new("sso", true, new("plan", "pro"))], [new("members", null, LimitPeriod.Lifetime, new("plan", "pro"))], [], Now), 2);

    public static readonly UserEntitlements TheUserEntitlements = new(TheUserId, [new("beta", Granted: false)], [], 1);

    public static readonly Usage TheUsage = new("calls", 3, null, LimitPeriod.Month, Now, false);

    public static readonly Contracts.Groups.Group TheGroup = new(
        new(Guid.Parse("0190aaaa-0000-7000-8000-000000000009")), TheOrgId, null, "eng", "eng", "Engineering", null, ["admin"], [], 2, Now, Now);

    public static readonly Contracts.Roles.Role TheRole = new(
        new(Guid.Parse("0190aaaa-0000-7000-8000-00000000000a")), "releaser", null, ["release:create"], false, 4);

    public static readonly Contracts.Roles.RoleBinding TheBinding = new(
        new(Guid.Parse("0190aaaa-0000-7000-8000-00000000000b")), TheUserId.ToString(), "releaser", Contracts.Roles.BindingScope.Org, TheOrgId, null,
        null, TheUserId, Now);

    public static readonly Explanation TheExplanation = new(
        TheUserId, TheOrgId, "release:create", true, [new("releaser", new("binding", "bnd_x"))], ["owner", "releaser"]);

    public static readonly Contracts.Labels.LabelSchema TheLabelSchema = new(
        "tier", TheOrgId, null, Contracts.Labels.LabelValue.Required, ["gold"], [Contracts.Labels.LabelTarget.Org],
        Contracts.Labels.LabelSetter.OrgAdmins, false, null, 3, Now, Now);

    public static readonly Contracts.ClaimProfiles.ClaimProfile TheClaimProfile = new(
        TheOrgId, "search", "qdrant", new([new("docs", Scope: "docs:read", Access: "r")]), $"{TheOrgId}/search", true, Now, Now, 2);

    public static readonly ApiKey TheApiKey = new(
        TheKeyId, TheOrgId, "Export", KeyKind.Secret, ["org:read"], "abcd", TheUserId, Now, null, null);

    public static readonly IssuedKey TheIssuedKey = new(
        TheKeyId, TheOrgId, "Export", KeyKind.Secret, ["org:read"], "abcd", TheUserId, Now, null, Key);

    public static readonly KeyBudget TheBudget = new(
        new(100), BudgetRefill.Daily, new(1), new(2), new(97), Now, 3);

    public static readonly BudgetReservation TheReservation = new(
        new(Guid.Parse("0190aaaa-0000-7000-8000-0000000000b1")), TheKeyId, ReservationStatus.Held, new(1, 0, 5), new(), Now);

    public static readonly KeyRateLimit TheRateLimit = new("requests", 100, 60, RateLimitSharing.Owner, null, 3, Now, Now);

    public static readonly App TheApp = new(
        TheAppId, TheOrgId, "Wiki", ["wiki.example.com"], [new("/**", new Requirement.Scope("wiki:read"))], 1, Now, Now);

    public static readonly ForwardAuthDomain TheDomain = new("example.com", TheOrgId, Now, Now);

    public static readonly Decision TheDecision = new(
        TheDecisionId, TheAppId, TheOrgId, DecisionOutcome.Deny, "app.no_rule", null, null, null, "GET", "wiki.example.com", "/", Now)
    {
        Basis = new(3, "local")
        {
            RulePath = "/**",
            Require = new("any", null, Holding.No) { Parts = [new("scope", "wiki:read", Holding.No), new("mfa", null, Holding.Unknown)] },
        },
    };

    public static readonly Evaluation TheEvaluation = new(
        false, DecisionReasons.Denied, "label blocked", 0, new("label", "blocked", Holding.Yes) { Sources = [new("org", "org_1")] }, null,
        new("user_1", TheOrgId, "acme", Now, null, ["wiki:read"], ["blocked"], [], [], null, null, null, null));

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, CatalystJson.Strict);

    public static TokenSet TokensOf(string name, int expiresIn = 300) => new($"access-{name}", $"refresh-{name}", "Bearer", expiresIn);

    public static string TokenJson(string name, int expiresIn = 300) =>
        Json(new TokenResponse($"access-{name}", "Bearer", expiresIn) { RefreshToken = $"refresh-{name}", Scope = "org:read" });

    public static string KeyTokenJson(string name, int expiresIn = 300) =>
        Json(new TokenResponse($"access-{name}", "Bearer", expiresIn) { IssuedTokenType = OAuthNames.AccessTokenType });

    public static string DoneJson(string name) => Json(new FlowResponse(TheFlowId, Now, new(FlowStepKinds.Done))
    {
        User = TheUser,
        Session = TheSession,
        Tokens = TokensOf(name),
    });

    public static string ProblemJson(string code, string detail = "No.") =>
        $$"""{"code":"{{code}}","title":"Refused","detail":"{{detail}}"}""";

    /// <summary>A server whose <c>GET /v1/me</c> takes only these access tokens.</summary>
    public static FakeServer ServerThatTakes(params string[] accessTokens) => new FakeServer().Answer(
        "GET /v1/me",
        sent => sent.Token is null
            ? FakeServer.Json(HttpStatusCode.Unauthorized, ProblemJson("auth.unauthenticated"))
            : accessTokens.Any(token => sent.Token == $"Bearer {token}")
                ? FakeServer.Json(HttpStatusCode.OK, Json(TheMe))
                : FakeServer.Json(HttpStatusCode.Unauthorized, ProblemJson("auth.invalid_token", "The token is old.")));

    public static CatalystClient NewClient(
        HttpMessageHandler server, FakeTimeProvider? time = null, string? key = null, Func<TokenSet?, Task>? changed = null) => new(
        new HttpClient(server), new CatalystClientOptions
        {
            Url = Url,
            ApiKey = key,
            TimeProvider = time ?? new FakeTimeProvider(Now),
            TokensChanged = changed,
        });
}
