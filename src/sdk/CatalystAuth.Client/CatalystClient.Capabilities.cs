using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.ForwardAuthDomains;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Transfers;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Client;

public sealed partial class CatalystClient
{
    /// <summary>Sign-up, sign-in, sign-out. The tokens of a flow that is done become the client's; sign-out drops them.</summary>
    /// <example>
    /// Step by step, as a form does it; a wrong answer gives the same step again, with what was wrong:
    /// <code>
    /// var flow = (await catalyst.Auth.StartFlowAsync(new(FlowTypes.SignIn, new() { Identifier = email }))).Value;
    /// var next = await catalyst.Auth.AnswerFlowAsync(
    ///     flow.Id, new(flow.Step.Kind, new() { Password = password }, flow.Secret));
    /// foreach (var error in next.Value.Step.Errors ?? [])
    /// {
    ///     Console.WriteLine(error.Message);
    /// }
    /// </code>
    /// </example>
    public IAuth Auth { get; }

    /// <summary>
    /// Refresh and exchange. A refresh of the tokens that the client holds, or of any while it holds none, gives the client the new
    /// ones; an exchange gives it nothing. Neither is needed for the client's own calls.
    /// </summary>
    /// <example>
    /// Enter another organisation with the session that the client holds:
    /// <code>
    /// var entered = await catalyst.Tokens.RefreshAsync(catalyst.CurrentTokens!.RefreshToken, OrgRef.Parse("acme"));
    /// </code>
    /// </example>
    public ITokens Tokens { get; }

    /// <summary>The caller. Needs a signed-in user.</summary>
    /// <example>
    /// <code>
    /// var me = await catalyst.Me.GetAsync();
    /// Console.WriteLine(me.Match(user => $"Hello, {user.Name}", error => error.Message));
    /// </code>
    /// </example>
    public IMe Me { get; }

    /// <inheritdoc />
    public IAccountLinks AccountLinks { get; }

    /// <summary>How the caller proves who they are: authenticator apps, recovery codes, passkeys. Needs a signed-in user.</summary>
    /// <example>
    /// <code>
    /// var setup = (await catalyst.Factors.StartTotpAsync(new("Phone"))).Value;
    /// var confirmed = await catalyst.Factors.ConfirmTotpAsync(setup.Id, new(code));
    /// </code>
    /// </example>
    public IFactors Factors { get; }

    /// <summary>Users, for platform admins.</summary>
    /// <example>
    /// <code>
    /// await catalyst.Users.SetLabelsAsync(user.Id, ["beta", "region:eu"]);
    /// </code>
    /// </example>
    public IUsers Users { get; }

    /// <summary>Organisations.</summary>
    /// <example>
    /// Change one only if nobody else has meanwhile:
    /// <code>
    /// var org = (await catalyst.Orgs.GetAsync(OrgRef.Parse("acme"))).Value;
    /// var renamed = await catalyst.Orgs.UpdateAsync(org.Id, new(Name: "Acme Ltd"), ifVersion: org.Version);
    /// if (!renamed.IsSuccess &amp;&amp; renamed.Error.Code == RequestErrorCodes.VersionMismatch)
    /// {
    ///     Console.WriteLine("Somebody was faster. Read it again.");
    /// }
    /// </code>
    /// </example>
    public IOrgs Orgs { get; }

    /// <summary>Suspending, deleting and restoring organisations.</summary>
    /// <example>
    /// A deleted organisation comes back as long as it is not purged:
    /// <code>
    /// var deleted = (await catalyst.OrgLifecycle.DeleteAsync(org.Id)).Value;
    /// Console.WriteLine($"It can be restored until {deleted.PurgeAt}.");
    /// await catalyst.OrgLifecycle.RestoreAsync(org.Id);
    /// </code>
    /// </example>
    public IOrgLifecycle OrgLifecycle { get; }

    /// <inheritdoc />
    /// <example>
    /// <code>
    /// await catalyst.SignInPolicies.SetAsync(org.Id, new(Methods: [FlowMethods.Passkey], RequireMfa: true, BreakGlassUserId: me.Id));
    /// </code>
    /// </example>
    public ISignInPolicies SignInPolicies { get; }

    /// <summary>Handing an organisation over to another member, who has to accept.</summary>
    /// <example>
    /// <code>
    /// await catalyst.Transfers.OfferAsync(org.Id, new(bob.UserId));
    /// </code>
    /// </example>
    public ITransfers Transfers { get; }

    /// <summary>Who is in an organisation.</summary>
    /// <example>
    /// Read a whole list, 200 at a time:
    /// <code>
    /// var page = new PageRequest(PageRequest.MaxLimit);
    /// while (page is not null)
    /// {
    ///     var members = (await catalyst.Members.ListAsync(org.Id, page)).Value;
    ///     names.AddRange(members.Items.Select(member => member.Name));
    ///     page = members.NextCursor is null ? null : page with { Cursor = members.NextCursor };
    /// }
    /// </code>
    /// </example>
    public IMembers Members { get; }

    /// <summary>The groups of an organisation, a tree, and who is in them.</summary>
    /// <example>
    /// Everybody in engineering, or in a group below it, may release:
    /// <code>
    /// var engineering = (await catalyst.Groups.CreateAsync(org.Id, new("Engineering", Roles: ["releaser"]))).Value;
    /// var backend = (await catalyst.Groups.CreateAsync(org.Id, new("Backend", ParentId: engineering.Id))).Value;
    /// await catalyst.Groups.AddMemberAsync(org.Id, backend.Id, user.Id);
    /// </code>
    /// </example>
    public IGroups Groups { get; }

    /// <summary>Roles of an organisation's own, and bindings of roles to members, groups and keys.</summary>
    /// <example>
    /// <code>
    /// await catalyst.Roles.CreateAsync(org.Id, new("releaser", ["release:create", "release:read"]));
    /// await catalyst.Roles.BindAsync(org.Id, new(user.Id.ToString(), "releaser", ExpiresAt: nextWeek));
    /// var releasers = await catalyst.Roles.ListHoldersAsync(org.Id, "release:create");
    /// </code>
    /// </example>
    public IRoles Roles { get; }

    /// <summary>What members effectively are.</summary>
    /// <example>
    /// Why can't Bob release?
    /// <code>
    /// var why = (await catalyst.Identities.ExplainAsync(org.Id, bob.Id, "release:create")).Value;
    /// Console.WriteLine(why.Held ? $"By {why.Grants[0].Role}" : $"Give him one of {string.Join(", ", why.GrantedBy)}");
    /// </code>
    /// </example>
    public IIdentities Identities { get; }

    /// <summary>Invitations, for who invites and for who is invited.</summary>
    /// <example>
    /// Invite somebody, and accept with a link while signing up:
    /// <code>
    /// var invited = await catalyst.Invitations.CreateAsync(org.Id, new("bob@example.com", BuiltInRoles.Viewer));
    /// ShowOnce(invited.Value.Url!);
    /// var joined = await bobs.Auth.StartFlowAsync(new(
    ///     FlowTypes.SignUp, new() { Email = email, Password = password, Name = name, Invitation = token }));
    /// </code>
    /// </example>
    public IInvitations Invitations { get; }

    /// <summary>The permission catalogue of an organisation.</summary>
    /// <example>
    /// <code>
    /// await catalyst.Permissions.DefineAsync(org.Id, "invoices:read", new("See invoices"));
    /// </code>
    /// </example>
    public IPermissions Permissions { get; }

    /// <summary>What labels there are, who sets them, and who sees them.</summary>
    /// <example>
    /// A label that servers see and clients don't, and one that ends by itself:
    /// <code>
    /// await catalyst.LabelSchemas.SetAsync(org.Id, "risk", new(Values: ["low", "high"], ClientVisible: false));
    /// await catalyst.Orgs.SetLabelsAsync(org.Id, ["risk:low", LabelInput.Until("trial", inTwoWeeks)]);
    /// </code>
    /// </example>
    public ILabelSchemas LabelSchemas { get; }

    /// <summary>API keys.</summary>
    /// <example>
    /// <code>
    /// var issued = await catalyst.Keys.IssueAsync(org.Id, new("Nightly export", ["invoices:read"], ExpiresIn: 7_776_000));
    /// SaveSecret(issued.Value.Key); // shown this once
    /// </code>
    /// </example>
    public IKeys Keys { get; }

    /// <summary>Budgets of API keys, for the server that serves the keys' calls.</summary>
    /// <example>
    /// <code>
    /// var kept = await catalyst.KeyBudgets.ReserveAsync(key, new(Calls: 1, Tokens: 4000));
    /// await catalyst.KeyBudgets.SettleAsync(key, kept.Value.Id, new(Calls: 1, Tokens: 1234));
    /// </code>
    /// </example>
    public IKeyBudgets KeyBudgets { get; }

    /// <summary>Rate limits of API keys: an organisation names them, and the server that serves the keys' calls takes from them.</summary>
    /// <example>
    /// <code>
    /// await catalyst.KeyRateLimits.SetAsync(org.Id, "requests", new(100, WindowSeconds: 60, RateLimitSharing.Owner));
    /// var taken = await catalyst.KeyRateLimits.TakeAsync(key, new(new Dictionary&lt;string, int> { ["requests"] = 1, ["tokens"] = 120 }));
    /// if (!taken.IsSuccess &amp;&amp; taken.Error.Code == KeyErrorCodes.RateLimited)
    /// {
    ///     Console.WriteLine($"Come again in {taken.Error.RetryAfter}.");
    /// }
    /// </code>
    /// </example>
    public IKeyRateLimits KeyRateLimits { get; }

    /// <summary>How tokens look to other systems.</summary>
    /// <example>
    /// A token for a Qdrant that shares a secret with the organisation:
    /// <code>
    /// await catalyst.ClaimProfiles.SetAsync(org.Id, "search", new(
    ///     ClaimProfileNames.Qdrant, new([new("docs", Scope: "docs:read", Access: "r")]), secret));
    /// var token = await catalyst.Tokens.ExchangeTokenAsync(accessToken, "search");
    /// </code>
    /// </example>
    public IClaimProfiles ClaimProfiles { get; }

    /// <summary>Protected apps.</summary>
    /// <example>
    /// <code>
    /// var app = await catalyst.Apps.CreateAsync(org.Id, new("Wiki", ["wiki.example.com"],
    /// [
    ///     new("/public/**", new Requirement.Public()),
    ///     new("/**", new Requirement.Permission("wiki:read")),
    /// ]));
    /// </code>
    /// </example>
    public IApps Apps { get; }

    /// <inheritdoc />
    public IForwardAuthDomains ForwardAuthDomains { get; }
}
