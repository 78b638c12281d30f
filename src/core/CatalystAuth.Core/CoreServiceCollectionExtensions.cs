using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Factors;
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
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Apps.ProxyConfigs;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Audit.Exports;
using CatalystAuth.Core.Audit.Personal;
using CatalystAuth.Core.Audit.Retention;
using CatalystAuth.Core.Audit.Sinks;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.ClaimProfiles;
using CatalystAuth.Core.Decisions;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Idempotency;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Mail.Templates;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Passwords;
using CatalystAuth.Core.Policies;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Revocations;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Setup;
using CatalystAuth.Core.Signals;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.SignInPolicies;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Transfers;
using CatalystAuth.Core.Users;
using CatalystAuth.Core.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core;

/// <summary>Registers Core.</summary>
public static class CoreServiceCollectionExtensions
{
    /// <summary>
    /// Adds every use case behind <see cref="ICatalyst"/> (scoped) and what a node keeps in memory (singletons). The ports, and the
    /// options <see cref="TokenOptions"/> and <see cref="InvalidationOptions"/>, are the host's to add.
    /// A host that adds an <see cref="IFlowProvider"/>, before or after this, has it lead its types of flow instead of the built-in one.
    /// </summary>
    public static IServiceCollection AddCatalystCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<RevocationList>().AddSingleton<AppCatalog>();
        services.AddSingleton<InvalidationFeed>().AddSingleton<AccessTokenAuthenticator>().AddSingleton<DecisionLog>();
        services.AddFlows();
        services.AddScoped<KnownNetworks>().AddScoped<PasswordProof>().AddScoped<ComparedPasswords>().AddScoped<OfferUnlock>().AddScoped<UnlockPasswords>().AddScoped<ForgetAttempts>().AddSingleton<RatePassword>();
        services.AddSingleton<MemoryRateLimiter>().AddSingleton<IRateLimiter>(provider => provider.GetRequiredService<MemoryRateLimiter>());
        services.AddSingleton<InvalidationMetrics>().AddSingleton<RevocationBroadcast>().AddSingleton<FollowerPlaces>();
        services.AddSingleton<IInvalidationBus, InProcessBus>().AddSingleton<IEventBus, InProcessBus>();

        services.AddScoped<CallContext>().AddScoped<OrgAccess>().AddScoped<PlatformAccess>().AddScoped<RoleCatalog>().AddScoped<Limits>();
        services.AddScoped<Journal>().AddScoped<Invalidations>().AddSingleton<SubjectKeys>().AddSingleton<AuditRedaction>().AddScoped<PersonalVault>();
        services.AddScoped<IdempotencyScope>().AddScoped<IdempotentCalls>();
        services.AddSigningKeys();
        services.AddScoped<EffectiveIdentityResolver>().AddScoped<CreateAccount>().AddScoped<AccountNotices>();
        services.AddSessions();
        services.AddFactors();
        services.AddScoped<RefreshSession>().AddScoped<ExchangeKey>();
        services.AddScoped<RevokeToken>().AddScoped<IntrospectToken>();
        services.AddScoped<CreateOrg>().AddScoped<UpdateOrg>().AddScoped<SetOrgLabels>();
        services.AddScoped<ChangeOrgProfile>().AddScoped<ChangeOrgSettings>().AddScoped<SearchOrgs>().AddScoped<FormerSlugs>();
        services.AddScoped<OwnedOrgs>().AddScoped<SuspendOrg>().AddScoped<DeleteOrg>().AddScoped<RestoreOrg>().AddScoped<PurgeOrgs>();
        services.AddScoped<OfferedMethods>().AddScoped<ChangeSignInPolicy>().AddScoped<BreakGlass>().AddScoped<ISignInPolicies, SignInPolicies.SignInPolicies>();
        services.AddScoped<IOrgLifecycle, OrgLifecycle>().AddScoped<Succession>();
        services.AddScoped<OfferTransfer>().AddScoped<AnswerTransfer>().AddScoped<ITransfers, Transfers.Transfers>();
        services.AddScoped<AddMember>().AddScoped<UpdateMember>().AddScoped<RemoveMember>();
        services.AddScoped<GroupAccess>().AddScoped<GroupPlaces>().AddScoped<CreateGroup>().AddScoped<UpdateGroup>().AddScoped<MoveGroup>();
        services.AddScoped<DeleteGroup>().AddScoped<ChangeGroupMembers>();
        services.AddScoped<ChangeRoles>().AddScoped<BindingSubjects>().AddScoped<ChangeBindings>().AddScoped<PlatformBindings>();
        services.AddScoped<Roles.Roles>().AddScoped<IRoles>(p => p.GetRequiredService<Roles.Roles>()).AddScoped<IGroups, Groups.Groups>();
        services.AddSingleton<IdentityClock>().AddSingleton<EffectiveIdentityCache>().AddScoped<SharedIdentities>();
        services.AddScoped<ExplainPermission>().AddScoped<IIdentities, Identities>();
        services.AddScoped<JoinOrg>().AddScoped<AddManyMembers>().AddScoped<OpenOrgs>().AddScoped<BecomeMember>().AddScoped<JoinOpenOrg>();
        services.AddInvitations();
        services.AddScoped<LabelRules>().AddScoped<ClientLabels>().AddScoped<AppLabels>().AddScoped<ChangeLabelSchemas>();
        services.AddScoped<ILabelSchemas, LabelSchemas>();
        services.AddEntitlements();
        services.AddKeys();
        services.AddSingleton<ClaimProfileSecrets>().AddSingleton<IssueProfileToken>().AddScoped<ChangeClaimProfiles>();
        services.AddScoped<IClaimProfiles, ClaimProfiles.ClaimProfiles>().AddScoped<ExchangeAccessToken>();
        services.AddPolicies();
        services.AddScoped<CreateApp>().AddScoped<UpdateApp>().AddScoped<DeleteApp>().AddSingleton<WriteProxyConfig>();
        services.AddSingleton<AppLoginSeal>().AddScoped<AuthorizeAppLogin>().AddScoped<RedeemLoginCode>().AddScoped<OpenAppSession>();
        services.AddScoped<IAppSessions, AppSessions.AppSessions>();
        services.AddSingleton<DomainCatalog>().AddScoped<IForwardAuthDomains, ForwardAuthDomains.ForwardAuthDomains>();
        services.AddScoped<PrepareSetup>();
        services.AddScoped(provider => new BootstrapAdmin(
            provider.GetRequiredService<IUserStore>(), provider.GetRequiredService<CreateAccount>(),
            provider.GetRequiredService<IOptions<FlowOptions>>(), provider.GetRequiredService<IUnitOfWork>()));

        services.AddScoped<ChangeProfile>().AddScoped<SearchUsers>().AddScoped<BanUser>().AddScoped<DeleteUser>().AddScoped<EraseUser>();
        services.AddScoped<SearchMembers>();
        services.AddAccountCare();
        services.AddScoped<ITokens, Tokens.Tokens>().AddScoped<IMe, MyAccount>();
        services.AddScoped<IUsers, Users.Users>().AddScoped<IOrgs, Orgs.Orgs>().AddScoped<IMembers, Members>();
        services.AddScoped<Permissions.Permissions>().AddScoped<IPermissions>(p => p.GetRequiredService<Permissions.Permissions>());
        services.AddScoped<IApps, Apps.Apps>().AddScoped<IDecisions, Decisions.Decisions>();
        services.AddSingleton<EventIds>().AddSingleton<EventSignal>().AddSingleton<StreamPlaces>();
        services.AddScoped<PlaceEvents>().AddScoped<ReadEvents>().AddScoped<OpenEventStream>().AddScoped<PurgeEvents>().AddScoped<IEvents, Events.Events>();
        services.AddScoped<IDecisionSources, DecisionSources>().AddScoped<RecordDecisions>().AddScoped<TellDecisions>().AddScoped<PurgeDecisions>();
        services.AddScoped<IAudit, AuditTrail>().AddScoped<TrailAccess>();
        services.AddWebhooks();
        services.AddMail();
        services.AddScoped<SendToSink>().AddScoped<LinkAuditRecords>().AddScoped<SignCheckpoints>().AddScoped<VerifyAuditChain>().AddScoped<ExportAuditChain>();
        services.AddScoped<Holds>().AddScoped<CutAuditChains>();
        services.AddScoped<ISetup, CompleteSetup>().AddScoped<ICatalyst, Catalyst>();
        return services;
    }

    private static void AddFactors(this IServiceCollection services)
    {
        services.AddSingleton<TotpSecrets>().AddSingleton<PasskeySeal>();
        services.AddScoped<SeparateWork>().AddScoped<FactorAttempts>().AddScoped<UserFactors>().AddScoped<FirstFactor>();
        services.AddScoped<TotpProof>().AddScoped<SetUpTotp>().AddScoped<RecoveryCodes>();
        services.AddScoped<PasskeyChallenges>().AddScoped<PasskeyAssertions>().AddScoped<Passkeys>();
        services.AddScoped<LastWayIn>().AddScoped<ChangeFactors>().AddScoped<RemoveFactors>().AddScoped<ResetMfa>().AddScoped<ForgetFactors>().AddScoped<IFactors, MyFactors>();
        services.AddScoped<ChangePassword>().AddScoped<RequirePasswordChange>();
    }

    private static void AddKeys(this IServiceCollection services)
    {
        services.AddSingleton<KeyUsage>();
        services.AddScoped<KeyAuthority>().AddScoped<KeyTraits>().AddScoped<KeyAccess>().AddScoped<KeyLabels>().AddScoped<RevokedKeys>();
        services.AddScoped<IssueKey>().AddScoped<UpdateKey>().AddScoped<RotateKey>().AddScoped<SwitchKey>().AddScoped<RevokeKey>();
        services.AddScoped<TellKeyExpiry>().AddScoped<IKeys, Keys.Keys>();
        services.AddScoped<ListKeyTokens>().AddScoped<PurgeKeyTokens>();
        services.AddScoped<NewKeyRules>().AddScoped<KeyOwners>().AddScoped<ImportKeys>();
        services.AddScoped<OverrideRateLimit>().AddScoped<TakeRateLimits>().AddScoped<IKeyRateLimits, KeyRateLimits>();
        services.AddScoped<SpendBudget>().AddScoped<PurgeReservations>().AddScoped<IKeyBudgets, KeyBudgets>();
    }

    private static void AddSigningKeys(this IServiceCollection services)
    {
        services.AddSingleton<SigningKeyProvider>().AddSingleton<SigningKeyVault>();
        services.AddScoped<LoadSigningKeys>().AddScoped<SigningKeyChanges>().AddScoped<RotateSigningKeys>().AddScoped<RevokeSigningKey>();
        services.AddScoped<ISigningKeys, SigningKeys.SigningKeys>();
    }

    private static void AddPolicies(this IServiceCollection services)
    {
        services.AddSingleton<IPolicyEngine, LocalPolicyEngine>().AddSingleton<PolicyEngines>();
        services.AddScoped<EvaluatedSubjects>().AddScoped<EvaluatePolicy>().AddScoped<IPolicies, Policies.Policies>();
    }

    private static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<SessionActivity>();
        services.AddScoped<SessionTokens>().AddScoped<BrowserCookie>().AddScoped<ProvenSession>().AddScoped<BeginSession>().AddScoped<EndSession>().AddScoped<SessionDevices>().AddScoped<Devices.MyDevices>().AddScoped<PurgeSessions>();
        services.AddScoped<MySessions>().AddScoped<SessionsOfUsers>().AddScoped<StepUp>().AddScoped<ProofsAnew>().AddScoped<FreshSession>().AddScoped<Impersonate>();
        services.AddScoped<BrowserSessions>();
    }

    private static void AddEntitlements(this IServiceCollection services)
    {
        services.AddScoped<PlanChanges>().AddScoped<ImportPlans>().AddScoped<SetOrgEntitlements>().AddScoped<SetUserEntitlements>();
        services.AddScoped<IPlans, Plans>().AddScoped<IEntitlements, Entitlements.Entitlements>().AddScoped<IUsage, OrgUsage>();
    }

    private static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<WebhookSecrets>();
        services.AddScoped<DecisionLoops>().AddScoped<WebhookAccess>().AddScoped<WebhookJournal>().AddScoped<EndpointHealth>();
        services.AddScoped<CreateWebhook>().AddScoped<UpdateWebhook>().AddScoped<ChangeWebhooks>().AddScoped<TestWebhook>();
        services.AddScoped<QueueDeliveries>().AddScoped<FanOutEvents>().AddScoped<DeliveryWork>();
        services.AddScoped<IWebhooks, Webhooks.Webhooks>().AddScoped<IWebhookDeliveries, WebhookDeliveries>();
    }

    private static void AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>();
        services.AddSingleton<MailSignal>().AddSingleton<MailSeal>();
        services.AddScoped<MailboxLimit>().AddScoped<MailQueue>().AddScoped<MailBrands>().AddScoped<MailRenderer>().AddScoped<MailWork>();
    }

    private static void AddAccountCare(this IServiceCollection services)
    {
        services.AddSingleton<AccountLinkSeal>();
        services.AddScoped<MyEmails>().AddScoped<AddEmail>().AddScoped<VerifyEmail>().AddScoped<RemoveEmail>();
        services.AddScoped<MakeEmailPrimary>().AddScoped<AnswerEmailChange>().AddScoped<IAccountLinks, AccountLinks>().AddScoped<ReclaimAccount>();
        services.AddScoped<DeleteMyAccount>().AddScoped<ExportAccount>();
        services.AddScoped(provider => new RemindEmailChanges(
            provider.GetRequiredService<IUserStore>(), provider.GetRequiredService<IEmailStore>(), provider.GetRequiredService<IEmailChangeStore>(),
            provider.GetRequiredService<AccountNotices>(), provider.GetRequiredService<IUnitOfWork>(), provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddInvitations(this IServiceCollection services)
    {
        services.TryAddScoped<InvitationGroups>();
        services.AddScoped<InvitationOffers>().AddScoped<InvitationLinks>().AddScoped<InvitePeople>().AddScoped<ResendInvitation>();
        services.AddScoped<InviterStanding>().AddScoped<ForgetInvitee>().AddScoped<RevokeInvitation>().AddScoped<AcceptInvitation>().AddScoped<DeclineInvitation>().AddScoped<MyInvitations>();
        services.AddScoped<InvitationTokenHolder>().AddScoped<IInvitations, Invitations.Invitations>();
    }
}
