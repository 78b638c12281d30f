using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events;
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
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Contracts.Setup;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Transfers;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Contracts;

/// <summary>
/// All of Catalyst-Auth, one property a capability. The server implements it in process, the client over HTTP;
/// whoever uses it can't tell which.
/// </summary>
public interface ICatalyst
{
    /// <summary>Sign-up, sign-in, sign-out.</summary>
    IAuth Auth { get; }

    /// <summary>Refresh and exchange.</summary>
    ITokens Tokens { get; }

    /// <summary>The caller.</summary>
    IMe Me { get; }

    /// <summary>What the links of mails about an account do.</summary>
    IAccountLinks AccountLinks { get; }

    /// <summary>How the caller proves who they are.</summary>
    IFactors Factors { get; }

    /// <summary>Users, for platform admins.</summary>
    IUsers Users { get; }

    /// <summary>Organisations.</summary>
    IOrgs Orgs { get; }

    /// <summary>Stopping organisations and bringing them back.</summary>
    IOrgLifecycle OrgLifecycle { get; }

    /// <summary>How the members of organisations sign in.</summary>
    ISignInPolicies SignInPolicies { get; }

    /// <summary>Handing an organisation over.</summary>
    ITransfers Transfers { get; }

    /// <summary>Who is in an organisation.</summary>
    IMembers Members { get; }

    /// <summary>Groups.</summary>
    IGroups Groups { get; }

    /// <summary>Roles and their bindings.</summary>
    IRoles Roles { get; }

    /// <summary>What members effectively are.</summary>
    IIdentities Identities { get; }

    /// <summary>Invitations, for who invites and for who is invited.</summary>
    IInvitations Invitations { get; }

    /// <summary>The permission catalogue of an organisation.</summary>
    IPermissions Permissions { get; }

    /// <summary>What labels there are, who sets them, and who sees them.</summary>
    ILabelSchemas LabelSchemas { get; }

    /// <summary>The plans of the installation.</summary>
    IPlans Plans { get; }

    /// <summary>Subscriptions and overrides.</summary>
    IEntitlements Entitlements { get; }

    /// <summary>What organisations use of their limits.</summary>
    IUsage Usage { get; }

    /// <summary>API keys.</summary>
    IKeys Keys { get; }

    /// <summary>Budgets of API keys.</summary>
    IKeyBudgets KeyBudgets { get; }

    /// <summary>Rate limits of API keys.</summary>
    IKeyRateLimits KeyRateLimits { get; }

    /// <summary>How tokens look to other systems.</summary>
    IClaimProfiles ClaimProfiles { get; }

    /// <summary>Protected apps.</summary>
    IApps Apps { get; }

    /// <summary>Domains for which one middleware asks.</summary>
    IForwardAuthDomains ForwardAuthDomains { get; }

    /// <summary>What would be decided, and why.</summary>
    IPolicies Policies { get; }

    /// <summary>Forward-auth decisions.</summary>
    IDecisions Decisions { get; }

    /// <summary>What happened, in order.</summary>
    IEvents Events { get; }

    /// <summary>Who did what.</summary>
    IAudit Audit { get; }

    /// <summary>Where events are sent to.</summary>
    IWebhooks Webhooks { get; }

    /// <summary>What was sent to webhooks.</summary>
    IWebhookDeliveries WebhookDeliveries { get; }

    /// <summary>The keys that sign tokens.</summary>
    ISigningKeys SigningKeys { get; }

    /// <summary>The first platform admin.</summary>
    ISetup Setup { get; }
}
