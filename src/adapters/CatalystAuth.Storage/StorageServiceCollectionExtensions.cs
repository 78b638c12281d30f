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
using CatalystAuth.Core.Invalidation;
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
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Transfers;
using CatalystAuth.Core.Users;
using CatalystAuth.Core.Webhooks;
using CatalystAuth.Storage.Apps;
using CatalystAuth.Storage.AppSessions;
using CatalystAuth.Storage.Attempts;
using CatalystAuth.Storage.Audit;
using CatalystAuth.Storage.ClaimProfiles;
using CatalystAuth.Storage.Databases;
using CatalystAuth.Storage.Decisions;
using CatalystAuth.Storage.Devices;
using CatalystAuth.Storage.Entitlements;
using CatalystAuth.Storage.Events;
using CatalystAuth.Storage.Factors;
using CatalystAuth.Storage.Flows;
using CatalystAuth.Storage.ForwardAuthDomains;
using CatalystAuth.Storage.Groups;
using CatalystAuth.Storage.Idempotency;
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
using CatalystAuth.Storage.Signals;
using CatalystAuth.Storage.SigningKeys;
using CatalystAuth.Storage.Transactions;
using CatalystAuth.Storage.Transfers;
using CatalystAuth.Storage.Webhooks;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Storage;

/// <summary>Registers storage.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>
    /// Adds every store of Core on one database, its unit of work, and the store of ASP.NET Core Identity.
    /// Call <see cref="StorageMigrator.MigrateAsync"/> before the first use.
    /// </summary>
    public static IServiceCollection AddCatalystStorage(this IServiceCollection services, StorageOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<WriteGate>();
        if (options.Provider == StorageProvider.Sqlite)
        {
            services.AddDbContext<CatalystDbContext, SqliteCatalystDbContext>(builder => DatabaseSetup.Configure(builder, options));
        }
        else
        {
            services.AddDbContext<CatalystDbContext, PostgresCatalystDbContext>(builder => DatabaseSetup.Configure(builder, options));
            services.AddSingleton<IInvalidationBus>(provider => ActivatorUtilities.CreateInstance<PostgresBus>(provider, PostgresBus.Invalidations));
            services.AddSingleton<IEventBus>(provider => ActivatorUtilities.CreateInstance<PostgresBus>(provider, PostgresBus.Events));
        }

        services.AddScoped<IUnitOfWork, UnitOfWork>();
        services.AddScoped<IUserStore, Users.UserStore>().AddScoped<IOrgStore, OrgStore>().AddScoped<IMembershipStore, MembershipStore>();
        services.AddScoped<IOrgSlugStore, OrgSlugStore>().AddScoped<IOrgProfileStore, OrgProfileStore>().AddScoped<IOrgSearch, OrgSearch>();
        services.AddScoped<IStoppedOrgs, StoppedOrgStore>().AddScoped<IOrgPurge, OrgPurge>().AddScoped<ITransferStore, TransferStore>();
        services.AddScoped<IInvitationStore, InvitationStore>().AddScoped<IUserAddresses, Users.UserAddresses>();
        services.AddScoped<IClaimProfileStore, ClaimProfileStore>();
        services.AddScoped<IPermissionStore, PermissionStore>().AddScoped<IAppStore, AppStore>().AddScoped<IAppSessionStore, AppSessionStore>();
        services.AddScoped<IForwardAuthDomainStore, ForwardAuthDomainStore>();
        services.AddScoped<IKeyStore, KeyStore>().AddScoped<IKeyExpiryStore, KeyExpiryStore>().AddScoped<IKeyUseStore, KeyUseStore>();
        services.AddScoped<IIssuedTokens, IssuedTokenStore>();
        services.AddScoped<IBudgetStore, BudgetStore>().AddScoped<IReservationPurge, ReservationPurge>();
        services.AddScoped<IRateLimitStore, RateLimitStore>();
        services.AddScoped<ILabelSchemaStore, LabelSchemaStore>();
        services.AddScoped<IGroupStore, GroupStore>().AddScoped<IGroupMemberStore, GroupMemberStore>();
        services.AddScoped<IRoleStore, RoleStore>().AddScoped<IBindingStore, BindingStore>();
        services.AddScoped<ISessionStore, SessionStore>().AddScoped<IRefreshTokenStore, RefreshTokenStore>().AddScoped<IDecisionStore, DecisionStore>();
        services.AddScoped<IEventStore, EventStore>().AddScoped<IEventPurge, EventPurge>().AddScoped<IAuditStore, AuditStore>();
        services.AddScoped<IAuditSinkQueue, AuditSinkQueue>().AddScoped<IAuditChainStore, AuditChainStore>().AddScoped<IAuditChainReader, AuditChainReader>();
        services.AddScoped<IPersonalStore, PersonalStore>().AddScoped<IHoldStore, HoldStore>().AddScoped<IRetentionStore, RetentionStore>();
        services.AddScoped<IErasureStore, Users.ErasureStore>();
        services.AddScoped<ISealingKeyStore, SealingKeyStore>().AddScoped<ISigningKeyStore, SigningKeyStore>().AddScoped<IInvalidationLog, InvalidationLog>();
        services.AddScoped<IJournalStore, JournalStore>().AddScoped<ISetupStore, SetupStore>();
        services.AddScoped<IProfileStore, Users.ProfileStore>().AddScoped<IEmailStore, Users.EmailStore>().AddScoped<IEmailChangeStore, Users.EmailChangeStore>().AddScoped<IMemberSearch, MemberSearch>();
        services.AddScoped<IWebhookStore, WebhookStore>().AddScoped<IDeliveryStore, DeliveryStore>();
        services.AddScoped<IDeliveryQueue, DeliveryQueue>().AddScoped<IFanOutStore, FanOutStore>().AddScoped<IBacklog, BacklogCounter>();
        services.AddScoped<IMailStore, MailStore>();
        services.AddScoped<IIdempotencyStore, IdempotencyStore>();
        services.AddScoped<IAttemptStore, AttemptStore>();
        services.AddScoped<ITotpStore, TotpStore>().AddScoped<IRecoveryCodeStore, RecoveryCodeStore>();
        services.AddScoped<IPasskeyStore, PasskeyStore>().AddScoped<IChallengeStore, ChallengeStore>();
        services.AddScoped<IFlowStore, FlowStore>().AddScoped<IEndedFlowStore, EndedFlowStore>().AddScoped<IKnownDeviceStore, KnownDeviceStore>();
        services.AddScoped<IPlanStore, PlanStore>().AddScoped<IEntitlementStore, EntitlementStore>().AddScoped<IUsageStore, UsageStore>();
        services.AddScoped<IUserStore<IdentityUser<Guid>>, UserOnlyStore<IdentityUser<Guid>, CatalystDbContext, Guid>>();
        return services;
    }
}
