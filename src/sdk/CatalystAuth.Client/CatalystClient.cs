using CatalystAuth.Client.Apps;
using CatalystAuth.Client.Audit;
using CatalystAuth.Client.ClaimProfiles;
using CatalystAuth.Client.Decisions;
using CatalystAuth.Client.EffectiveIdentity;
using CatalystAuth.Client.Entitlements;
using CatalystAuth.Client.Events;
using CatalystAuth.Client.Factors;
using CatalystAuth.Client.Flows;
using CatalystAuth.Client.ForwardAuthDomains;
using CatalystAuth.Client.Groups;
using CatalystAuth.Client.Invitations;
using CatalystAuth.Client.Keys;
using CatalystAuth.Client.Labels;
using CatalystAuth.Client.Memberships;
using CatalystAuth.Client.Orgs;
using CatalystAuth.Client.Permissions;
using CatalystAuth.Client.Policies;
using CatalystAuth.Client.Roles;
using CatalystAuth.Client.Setup;
using CatalystAuth.Client.SigningKeys;
using CatalystAuth.Client.SignInPolicies;
using CatalystAuth.Client.Tokens;
using CatalystAuth.Client.Transfers;
using CatalystAuth.Client.Transport;
using CatalystAuth.Client.Users;
using CatalystAuth.Client.Webhooks;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Client;

/// <summary>
/// A Catalyst-Auth server over HTTP. It acts for one subject: whoever signs in with it, or the API key of its options.
/// Thread-safe; make one a user, and keep it as long as the user's session.
/// </summary>
/// <remarks>
/// <para>
/// It keeps the tokens that a flow or setup ends with, sends the access token with every call that needs one and refreshes it by
/// itself: 30 seconds before its end (half its life when it lives for less than a minute), and once more when the server no longer
/// takes it. Concurrent calls share one refresh. When the server refuses the refresh token for good, the client drops the tokens, and
/// the call gives the server's own refusal.
/// </para>
/// <para>
/// What the server refuses is an <see cref="Error"/> with the server's code; an answer that no Catalyst server gives has one of
/// <see cref="ClientErrorCodes"/>. A server that can't be reached or does not answer in time is an <see cref="InfraException"/>,
/// and a call that its caller cancels an <see cref="OperationCanceledException"/>.
/// </para>
/// <para>
/// A redirect is followed only within the same server, from a former slug of an organisation to the one that it has now.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// using var catalyst = new CatalystClient("https://auth.example.com");
/// var flow = await catalyst.Auth.StartFlowAsync(new(FlowTypes.SignIn, new() { Identifier = email, Password = password }));
/// if (flow.TryGet(out var state, out var error) &amp;&amp; state.Step.Kind == FlowStepKinds.Done)
/// {
///     var me = await catalyst.Me.GetAsync();
/// }
/// </code>
/// </example>
public sealed partial class CatalystClient : ICatalyst, IDisposable
{
    private readonly HttpClient? _owned;
    private readonly SessionCredential? _session;

    /// <summary>Makes a client with an HTTP client of its own: no redirects, no cookies, 30 seconds, answers of up to 1 MB.</summary>
    /// <param name="url">The server's address; see <see cref="CatalystClientOptions.Url"/>.</param>
    /// <exception cref="ArgumentException">The address can't be used; the message says why.</exception>
    public CatalystClient(Uri url)
        : this(new CatalystClientOptions { Url = url?.OriginalString })
    {
    }

    /// <summary>Makes a client with an HTTP client of its own: no redirects, no cookies, 30 seconds, answers of up to 1 MB.</summary>
    /// <param name="url">The server's address; see <see cref="CatalystClientOptions.Url"/>.</param>
    /// <exception cref="ArgumentException">The address can't be used; the message says why.</exception>
    public CatalystClient(string url)
        : this(new CatalystClientOptions { Url = url })
    {
    }

    /// <summary>Makes a client with an HTTP client of its own: no redirects, no cookies, 30 seconds, answers of up to 1 MB.</summary>
    /// <param name="options">Address, key and the rest. Later changes to them have no effect.</param>
    /// <exception cref="ArgumentException">An option can't be used; the message says which and why.</exception>
    public CatalystClient(CatalystClientOptions options)
        : this(options, CatalystHttp.NewClient())
    {
    }

    /// <summary>Makes a client over an HTTP client that the caller keeps and disposes.</summary>
    /// <param name="http">
    /// Sends the requests. Its handler should follow no redirects: one that does may carry keys and passwords to another host.
    /// </param>
    /// <param name="options">Address, key and the rest. Later changes to them have no effect.</param>
    /// <exception cref="ArgumentException">An option can't be used; the message says which and why.</exception>
    public CatalystClient(HttpClient http, CatalystClientOptions options)
        : this(NewTransport(http, options), options, sharedKey: null)
    {
    }

    private CatalystClient(CatalystClientOptions options, HttpClient owned)
        : this(NewTransport(owned, options), options, sharedKey: null) => _owned = owned;

    internal CatalystClient(HttpTransport transport, CatalystClientOptions options, KeyCredential? sharedKey)
    {
        var endpoint = new TokenEndpoint(transport);
        _session = options.ApiKey is null ? new(endpoint, options) : null;
        ICredential credential = _session is null ? sharedKey ?? NewKeyCredential(transport, options) : _session;

        var calls = new AuthorizedTransport(transport, credential);
        var flows = new FlowTransport(transport, calls, _session);
        Auth = new AuthClient(flows, calls, _session);
        Tokens = new TokensClient(endpoint, calls, _session);
        Me = new MeClient(calls);
        AccountLinks = new AccountLinksClient(calls);
        Factors = new FactorsClient(calls);
        Users = new UsersClient(calls);
        Orgs = new OrgsClient(calls);
        OrgLifecycle = new OrgLifecycleClient(calls);
        SignInPolicies = new SignInPoliciesClient(calls);
        Transfers = new TransfersClient(calls);
        Members = new MembersClient(calls);
        Groups = new GroupsClient(calls);
        Roles = new RolesClient(calls);
        Identities = new IdentitiesClient(calls);
        Invitations = new InvitationsClient(calls);
        Permissions = new PermissionsClient(calls);
        LabelSchemas = new LabelSchemasClient(calls);
        Plans = new PlansClient(calls);
        Entitlements = new EntitlementsClient(calls);
        Usage = new UsageClient(calls);
        Keys = new KeysClient(calls);
        KeyBudgets = new KeyBudgetsClient(calls);
        KeyRateLimits = new KeyRateLimitsClient(calls);
        ClaimProfiles = new ClaimProfilesClient(calls);
        Apps = new AppsClient(calls);
        ForwardAuthDomains = new ForwardAuthDomainsClient(calls);
        Policies = new PoliciesClient(calls);
        Decisions = new DecisionsClient(calls);
        Events = new EventsClient(calls, options.TimeProvider);
        Audit = new AuditClient(calls);
        Webhooks = new WebhooksClient(calls);
        WebhookDeliveries = new WebhookDeliveriesClient(calls);
        SigningKeys = new SigningKeysClient(calls);
        Setup = new SetupClient(flows);
    }

    /// <summary>
    /// The tokens of the session that the client acts for; null before sign-in, after sign-out and for a client of a key.
    /// </summary>
    public TokenSet? CurrentTokens => _session?.Current;

    /// <summary>Makes the client act for a session whose tokens were stored, or for nobody.</summary>
    /// <param name="tokens">
    /// The tokens. Their <see cref="TokenSet.ExpiresIn"/> is counted from now; one that is too long costs no more than a refused
    /// call, which the client repeats after a refresh. Null forgets the tokens without ending the session.
    /// </param>
    /// <exception cref="InvalidOperationException">The client is one of a key: it always acts for that.</exception>
    public void UseTokens(TokenSet? tokens)
    {
        if (_session is null)
        {
            throw new InvalidOperationException("This client acts for its ApiKey. Make another one without a key to act for a user.");
        }

        _session.Use(tokens);
    }

    /// <summary>
    /// Disposes the HTTP client if this client made it. Ends no session: see <see cref="Contracts.Flows.IAuth.SignOutAsync"/>.
    /// </summary>
    public void Dispose() => _owned?.Dispose();

    internal static KeyCredential NewKeyCredential(HttpTransport transport, CatalystClientOptions options) =>
        new(new(transport), options.ApiKey!, options.TimeProvider);

    private static HttpTransport NewTransport(HttpClient http, CatalystClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        return CatalystClientOptionsValidator.Problem(options) is { } problem
            ? throw new ArgumentException(problem, nameof(options))
            : new(() => http, new Uri(options.Url!));
    }
}
