using System.Data;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Audit.Personal;
using CatalystAuth.Core.Audit.Retention;
using CatalystAuth.Core.Audit.Sinks;
using CatalystAuth.Core.ClaimProfiles;
using CatalystAuth.Core.Decisions;
using CatalystAuth.Core.Devices;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Idempotency;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Permissions;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Setup;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Users;
using CatalystAuth.Core.Webhooks;
using CatalystAuth.Storage.Apps;
using CatalystAuth.Storage.AppSessions;
using CatalystAuth.Storage.Attempts;
using CatalystAuth.Storage.Audit;
using CatalystAuth.Storage.ClaimProfiles;
using CatalystAuth.Storage.Conversions;
using CatalystAuth.Storage.Decisions;
using CatalystAuth.Storage.Devices;
using CatalystAuth.Storage.Entitlements;
using CatalystAuth.Storage.Events;
using CatalystAuth.Storage.Factors;
using CatalystAuth.Storage.Flows;
using CatalystAuth.Storage.ForwardAuthDomains;
using CatalystAuth.Storage.Groups;
using CatalystAuth.Storage.Idempotency;
using CatalystAuth.Storage.Identity;
using CatalystAuth.Storage.Invalidation;
using CatalystAuth.Storage.Invitations;
using CatalystAuth.Storage.Keys;
using CatalystAuth.Storage.Labels;
using CatalystAuth.Storage.Mail;
using CatalystAuth.Storage.Memberships;
using CatalystAuth.Storage.Orgs;
using CatalystAuth.Storage.Permissions;
using CatalystAuth.Storage.Roles;
using CatalystAuth.Storage.Sessions;
using CatalystAuth.Storage.Setup;
using CatalystAuth.Storage.SigningKeys;
using CatalystAuth.Storage.Transfers;
using CatalystAuth.Storage.Users;
using CatalystAuth.Storage.Webhooks;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage;

/// <summary>
/// The model, the same for every database. The identity tables hold Microsoft's own types, so that the embedded identity provider
/// and this project need not know each other.
/// </summary>
internal abstract class CatalystDbContext(DbContextOptions options) : IdentityUserContext<IdentityUser<Guid>, Guid>(options)
{
    public DbSet<UserAccount> Accounts => Set<UserAccount>();

    public DbSet<ProfileEntry> Profiles => Set<ProfileEntry>();

    public DbSet<EmailEntry> Emails => Set<EmailEntry>();

    public DbSet<StoredEmailChange> EmailChanges => Set<StoredEmailChange>();

    public DbSet<UserTerm> Terms => Set<UserTerm>();

    public DbSet<StoredTotp> TotpAuthenticators => Set<StoredTotp>();

    public DbSet<RecoveryCodeKey> RecoveryCodeKeys => Set<RecoveryCodeKey>();

    public DbSet<StoredRecoveryCode> RecoveryCodes => Set<StoredRecoveryCode>();

    public DbSet<StoredPasskey> Passkeys => Set<StoredPasskey>();

    public DbSet<SpentChallenge> SpentChallenges => Set<SpentChallenge>();

    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<OrgSlugRow> OrgSlugs => Set<OrgSlugRow>();

    public DbSet<OrgTerm> OrgTerms => Set<OrgTerm>();

    public DbSet<OrgProfileEntry> OrgProfiles => Set<OrgProfileEntry>();

    public DbSet<OrgSettingsEntry> OrgSettings => Set<OrgSettingsEntry>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<StoredInvitation> Invitations => Set<StoredInvitation>();

    public DbSet<PermissionDefinition> Permissions => Set<PermissionDefinition>();

    public DbSet<LabelSchemaEntry> LabelSchemas => Set<LabelSchemaEntry>();

    public DbSet<OrgGroup> Groups => Set<OrgGroup>();

    public DbSet<GroupMembership> GroupMembers => Set<GroupMembership>();

    public DbSet<CustomRole> CustomRoles => Set<CustomRole>();

    public DbSet<StoredBinding> Bindings => Set<StoredBinding>();

    public DbSet<StoredPlan> Plans => Set<StoredPlan>();

    public DbSet<StoredOrgEntitlements> OrgEntitlements => Set<StoredOrgEntitlements>();

    public DbSet<StoredUserEntitlements> UserEntitlements => Set<StoredUserEntitlements>();

    public DbSet<UsageCounter> UsageCounters => Set<UsageCounter>();

    public DbSet<StoredKey> Keys => Set<StoredKey>();

    public DbSet<StoredBudget> KeyBudgets => Set<StoredBudget>();

    public DbSet<IssuedToken> KeyTokens => Set<IssuedToken>();

    public DbSet<StoredReservation> KeyReservations => Set<StoredReservation>();

    public DbSet<StoredRateLimit> KeyRateLimits => Set<StoredRateLimit>();

    public DbSet<UserSession> Sessions => Set<UserSession>();

    public DbSet<RefreshTokenRecord> RefreshTokens => Set<RefreshTokenRecord>();

    public DbSet<StoredClaimProfile> ClaimProfiles => Set<StoredClaimProfile>();

    public DbSet<ProtectedApp> Apps => Set<ProtectedApp>();

    public DbSet<AppSession> AppSessions => Set<AppSession>();

    public DbSet<AppLoginCode> AppLoginCodes => Set<AppLoginCode>();

    public DbSet<StoredDomain> ForwardAuthDomains => Set<StoredDomain>();

    public DbSet<Decision> Decisions => Set<Decision>();

    public DbSet<DecisionCount> DecisionCounts => Set<DecisionCount>();

    public DbSet<AuditRecord> AuditRecords => Set<AuditRecord>();

    public DbSet<AuditLink> AuditLinks => Set<AuditLink>();

    public DbSet<AuditCheckpoint> AuditCheckpoints => Set<AuditCheckpoint>();

    public DbSet<AuditChainHead> AuditChainHeads => Set<AuditChainHead>();

    public DbSet<AuditPersonal> AuditPersonal => Set<AuditPersonal>();

    public DbSet<SubjectKey> SubjectKeys => Set<SubjectKey>();

    public DbSet<AuditCut> AuditCuts => Set<AuditCut>();

    public DbSet<LegalHold> LegalHolds => Set<LegalHold>();

    public DbSet<AuditOutgoing> AuditOutgoing => Set<AuditOutgoing>();

    public DbSet<AuditSinkLease> AuditSinkLeases => Set<AuditSinkLease>();

    public DbSet<UnlinkedRecord> UnlinkedRecords => Set<UnlinkedRecord>();

    public DbSet<OutboxEvent> OutboxEvents => Set<OutboxEvent>();

    public DbSet<WebhookEndpoint> Webhooks => Set<WebhookEndpoint>();

    public DbSet<WebhookLane> WebhookLanes => Set<WebhookLane>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    public DbSet<WebhookAttemptRecord> WebhookAttempts => Set<WebhookAttemptRecord>();

    public DbSet<WebhookFanOut> WebhookFanOut => Set<WebhookFanOut>();

    public DbSet<QueuedMail> QueuedMails => Set<QueuedMail>();

    public DbSet<InvalidationRow> Invalidations => Set<InvalidationRow>();

    public DbSet<StoredSigningKey> SigningKeys => Set<StoredSigningKey>();

    public DbSet<SealingKey> SealingKeys => Set<SealingKey>();

    public DbSet<SetupToken> SetupTokens => Set<SetupToken>();

    public DbSet<KnownDevice> KnownDevices => Set<KnownDevice>();
    public DbSet<FlowRecord> Flows => Set<FlowRecord>();
    public DbSet<EndedFlow> EndedFlows => Set<EndedFlow>();

    public DbSet<AttemptCounter> AttemptCounters => Set<AttemptCounter>();

    public DbSet<IdempotentRequest> IdempotentRequests => Set<IdempotentRequest>();

    /// <summary>How a unit of work is isolated from others.</summary>
    public abstract IsolationLevel Isolation { get; }

    // Fixed here rather than by the host's identity options: the model and its migrations have to be the same everywhere.
    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    /// <summary>Holds an organisation until the transaction ends.</summary>
    public abstract Task LockAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>Holds an account until the transaction ends.</summary>
    public abstract Task LockAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Holds a key's budget until the transaction ends.</summary>
    public abstract Task LockBudgetAsync(KeyId key, CancellationToken cancellationToken);

    /// <summary>
    /// Holds what is counted of these attempts until the transaction ends, making what is not there yet where the database has more than
    /// one writer. In the order given.
    /// </summary>
    public abstract Task LockAttemptsAsync(string[] subjects, CancellationToken cancellationToken);

    /// <summary>Keeps others from changing a table until the transaction ends.</summary>
    public abstract Task LockTableAsync<TEntity>(CancellationToken cancellationToken)
        where TEntity : class;

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        try
        {
            await UserTerms.SyncAsync(this, cancellationToken).ConfigureAwait(false);
            await OrgNameSync.SyncAsync(this, cancellationToken).ConfigureAwait(false);
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException e) when (e.InnerException is InfraException outage)
        {
            throw new InfraException(outage.Message, e);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.HaveIdsAndWords();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        IdentityConfiguration.Apply(builder);
        builder.ApplyConfiguration(new WebhookConfiguration()).ApplyConfiguration(new WebhookLaneConfiguration());
        builder.ApplyConfiguration(new WebhookDeliveryConfiguration()).ApplyConfiguration(new WebhookAttemptConfiguration());
        builder.ApplyConfiguration(new WebhookFanOutConfiguration()).ApplyConfiguration(new UserAccountConfiguration());
        builder.ApplyConfiguration(new ProfileConfiguration()).ApplyConfiguration(new EmailConfiguration());
        builder.ApplyConfiguration(new UserTermConfiguration()).ApplyConfiguration(new EmailChangeConfiguration());
        builder.ApplyConfiguration(new TotpConfiguration()).ApplyConfiguration(new RecoveryCodeKeyConfiguration());
        builder.ApplyConfiguration(new RecoveryCodeConfiguration()).ApplyConfiguration(new PasskeyConfiguration());
        builder.ApplyConfiguration(new SpentChallengeConfiguration()).ApplyConfiguration(new OrganisationConfiguration());
        builder.ApplyConfiguration(new OrgSlugConfiguration()).ApplyConfiguration(new OrgTermConfiguration());
        builder.ApplyConfiguration(new OrgProfileConfiguration()).ApplyConfiguration(new OrgSettingsConfiguration());
        builder.ApplyConfiguration(new MembershipConfiguration()).ApplyConfiguration(new StoredInvitationConfiguration());
        builder.ApplyConfiguration(new TransferConfiguration()).ApplyConfiguration(new PermissionConfiguration());
        builder.ApplyConfiguration(new LabelSchemaConfiguration()).ApplyConfiguration(new ClaimProfileConfiguration());
        builder.ApplyConfiguration(new GroupConfiguration()).ApplyConfiguration(new GroupMembershipConfiguration());
        builder.ApplyConfiguration(new RoleConfiguration()).ApplyConfiguration(new BindingConfiguration());
        builder.ApplyConfiguration(new PlanConfiguration()).ApplyConfiguration(new OrgEntitlementsConfiguration());
        builder.ApplyConfiguration(new UserEntitlementsConfiguration()).ApplyConfiguration(new UsageCounterConfiguration());
        builder.ApplyConfiguration(new StoredKeyConfiguration()).ApplyConfiguration(new IssuedTokenConfiguration());
        builder.ApplyConfiguration(new BudgetConfiguration()).ApplyConfiguration(new ReservationConfiguration());
        builder.ApplyConfiguration(new RateLimitConfiguration()).ApplyConfiguration(new UserSessionConfiguration());
        builder.ApplyConfiguration(new RefreshTokenConfiguration()).ApplyConfiguration(new ProtectedAppConfiguration());
        builder.ApplyConfiguration(new AppSessionConfiguration()).ApplyConfiguration(new StoredDomainConfiguration());
        builder.ApplyConfiguration(new AppLoginCodeConfiguration()).ApplyConfiguration(new DecisionConfiguration());
        builder.ApplyConfiguration(new DecisionCountConfiguration()).ApplyConfiguration(new AuditRecordConfiguration());
        builder.ApplyConfiguration(new AuditLinkConfiguration()).ApplyConfiguration(new AuditCheckpointConfiguration());
        builder.ApplyConfiguration(new AuditChainHeadConfiguration()).ApplyConfiguration(new UnlinkedRecordConfiguration());
        builder.ApplyConfiguration(new AuditOutgoingConfiguration()).ApplyConfiguration(new AuditSinkLeaseConfiguration());
        builder.ApplyConfiguration(new AuditPersonalConfiguration()).ApplyConfiguration(new SubjectKeyConfiguration());
        builder.ApplyConfiguration(new AuditCutConfiguration()).ApplyConfiguration(new LegalHoldConfiguration());
        builder.ApplyConfiguration(new OutboxEventConfiguration()).ApplyConfiguration(new EventPlacesConfiguration());
        builder.ApplyConfiguration(new QueuedMailConfiguration()).ApplyConfiguration(new InvalidationConfiguration());
        builder.ApplyConfiguration(new SigningKeyConfiguration()).ApplyConfiguration(new SealingKeyConfiguration());
        builder.ApplyConfiguration(new SetupTokenConfiguration()).ApplyConfiguration(new IdempotentRequestConfiguration());
        builder.ApplyConfiguration(new AttemptCounterConfiguration()).ApplyConfiguration(new KnownDeviceConfiguration());
        builder.ApplyConfiguration(new FlowRecordConfiguration()).ApplyConfiguration(new EndedFlowConfiguration());
    }
}
