using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Contracts.Setup;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Transfers;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Client;

public sealed partial class CatalystClient
{
    /// <summary>Sign-up, sign-in, sign-out. The tokens of a flow that is done become the client's; sign-out drops them.</summary>
    /// <example>
    /// Step by step, as a form does it; a wrong answer gives the same step again, with what was wrong:
    /// <code>
    /// var flow = (await catalyst.Auth.StartFlowAsync(new(FlowTypes.SignIn, new() { Identifier = email }))).Value;
    /// var next = await catalyst.Auth.AnswerFlowAsync(
    ///     flow.Id, new(flow.Step.Kind, flow.Secret!, new() { Password = password }));
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

    /// <summary>Forward-auth decisions.</summary>
    /// <example>
    /// Why was a request refused? Its answer names the decision in <c>X-Decision-ID</c>:
    /// <code>
    /// var decision = await catalyst.Decisions.GetAsync(DecisionId.Parse(id, null));
    /// Console.WriteLine(decision.Match(found => $"{found.Reason}: {found.Clause}", error => error.Message));
    /// </code>
    /// </example>
    public IDecisions Decisions { get; }

    /// <summary>What happened, in order and from any point again.</summary>
    /// <example>
    /// Deal with everything, and wait for more. What the cursor has passed was dealt with:
    /// <code>
    /// for (var cursor = LoadCursor(); ; SaveCursor(cursor))
    /// {
    ///     var page = (await catalyst.Events.ReadAsync(new(org.Id, cursor, ["member.*"], Wait: 30))).Value;
    ///     await HandleAsync(page.Items);
    ///     cursor = page.Cursor;
    /// }
    /// </code>
    /// </example>
    public IEvents Events { get; }

    /// <summary>Who did what to what, when and from where.</summary>
    /// <example>
    /// <code>
    /// var removals = await catalyst.Audit.SearchAsync(new(org.Id, Action: "member.removed", From: monday));
    /// </code>
    /// </example>
    public IAudit Audit { get; }

    /// <summary>Where events are sent to.</summary>
    /// <example>
    /// <code>
    /// var made = await catalyst.Webhooks.CreateAsync(org.Id, new("https://hooks.example.com/catalyst", ["member.*"]));
    /// SaveSecret(made.Value.Secret!); // shown this once
    /// var attempt = await catalyst.Webhooks.TestAsync(made.Value.Id);
    /// </code>
    /// </example>
    public IWebhooks Webhooks { get; }

    /// <summary>What was sent to webhooks, and what has to be sent again.</summary>
    /// <example>
    /// After an outage of the receiver:
    /// <code>
    /// var recovered = await catalyst.WebhookDeliveries.RecoverAsync(webhook.Id, new(Since: lastNight));
    /// </code>
    /// </example>
    public IWebhookDeliveries WebhookDeliveries { get; }

    /// <summary>The keys that sign tokens; for platform admins.</summary>
    /// <example>
    /// Ahead of the schedule, e.g. when somebody who could read the database leaves:
    /// <code>
    /// var next = await catalyst.SigningKeys.RotateAsync(new());
    /// </code>
    /// </example>
    public ISigningKeys SigningKeys { get; }

    /// <summary>The first platform admin. The client acts for them afterwards.</summary>
    /// <example>
    /// <code>
    /// var admin = await catalyst.Setup.CompleteAsync(new(setupToken, "admin@example.com", password, "Ada"));
    /// </code>
    /// </example>
    public ISetup Setup { get; }

    /// <summary>The plans of the installation.</summary>
    /// <example>
    /// Look at what a price list would change, then change it:
    /// <code>
    /// var told = (await catalyst.Plans.ImportAsync(document, dryRun: true)).Value;
    /// await catalyst.Plans.ImportAsync(document);
    /// </code>
    /// </example>
    public IPlans Plans { get; }

    /// <summary>What organisations are subscribed to, and what is overridden for them and for users.</summary>
    /// <example>
    /// <code>
    /// await catalyst.Entitlements.SetAsync(org.Id, new("pro", ExpiresAt: paidUntil, Features: [new("beta", ExpiresAt: nextMonth)]));
    /// </code>
    /// </example>
    public IEntitlements Entitlements { get; }

    /// <summary>What organisations use of their limits.</summary>
    /// <example>
    /// One report less this month, or a refusal that says how many there were:
    /// <code>
    /// var left = await catalyst.Usage.ConsumeAsync(org.Id, "reports", new());
    /// </code>
    /// </example>
    public IUsage Usage { get; }
}
