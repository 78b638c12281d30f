using CatalystAuth.Contracts;
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

namespace CatalystAuth.Core;

/// <summary>All use cases in process, for the actor of the current <see cref="Actors.CallContext"/>.</summary>
internal sealed class Catalyst(
    IAuth auth, ITokens tokens, IMe me, IAccountLinks accountLinks, IFactors factors, IUsers users, IOrgs orgs, IOrgLifecycle orgLifecycle,
    ISignInPolicies signInPolicies, ITransfers transfers, IMembers members,
    IInvitations invitations, IGroups groups, IRoles roles, IIdentities identities, IPermissions permissions, ILabelSchemas labelSchemas,
    IKeys keys, IKeyBudgets keyBudgets, IKeyRateLimits keyRateLimits, IClaimProfiles claimProfiles, IApps apps, IForwardAuthDomains forwardAuthDomains,
    IPolicies policies, IDecisions decisions, IEvents events, IAudit audit, IWebhooks webhooks, IWebhookDeliveries webhookDeliveries, ISetup setup, IPlans plans, IEntitlements entitlements, IUsage usage,
    ISigningKeys signingKeys) : ICatalyst
{
    public IAuth Auth => auth;

    public ITokens Tokens => tokens;

    public IMe Me => me;

    public IAccountLinks AccountLinks => accountLinks;

    public IFactors Factors => factors;

    public IUsers Users => users;

    public IOrgs Orgs => orgs;

    public IOrgLifecycle OrgLifecycle => orgLifecycle;

    public ISignInPolicies SignInPolicies => signInPolicies;

    public ITransfers Transfers => transfers;

    public IMembers Members => members;

    public IGroups Groups => groups;

    public IRoles Roles => roles;

    public IIdentities Identities => identities;

    public IInvitations Invitations => invitations;

    public IPermissions Permissions => permissions;

    public ILabelSchemas LabelSchemas => labelSchemas;

    public IPlans Plans => plans;

    public IEntitlements Entitlements => entitlements;

    public IUsage Usage => usage;

    public IKeys Keys => keys;

    public IKeyBudgets KeyBudgets => keyBudgets;

    public IKeyRateLimits KeyRateLimits => keyRateLimits;

    public IClaimProfiles ClaimProfiles => claimProfiles;

    public IApps Apps => apps;

    public IForwardAuthDomains ForwardAuthDomains => forwardAuthDomains;

    public IPolicies Policies => policies;

    public IDecisions Decisions => decisions;

    public IEvents Events => events;

    public IAudit Audit => audit;

    public IWebhooks Webhooks => webhooks;

    public IWebhookDeliveries WebhookDeliveries => webhookDeliveries;

    public ISigningKeys SigningKeys => signingKeys;

    public ISetup Setup => setup;
}
