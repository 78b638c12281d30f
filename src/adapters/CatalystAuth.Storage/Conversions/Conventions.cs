using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Devices;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Mail;
using CatalystAuth.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Conversions;

/// <summary>How values are stored that the database does not know: ids as their UUIDs, words of a list as themselves.</summary>
internal static class Conventions
{
    public static void HaveIdsAndWords(this ModelConfigurationBuilder builder)
    {
        builder.Properties<UserId>().HaveConversion<TypeIdConverter<UserId>>();
        builder.Properties<EmailId>().HaveConversion<TypeIdConverter<EmailId>>();
        builder.Properties<TotpId>().HaveConversion<TypeIdConverter<TotpId>>();
        builder.Properties<PasskeyId>().HaveConversion<TypeIdConverter<PasskeyId>>();
        builder.Properties<OrgId>().HaveConversion<TypeIdConverter<OrgId>>();
        builder.Properties<MembershipId>().HaveConversion<TypeIdConverter<MembershipId>>();
        builder.Properties<KeyId>().HaveConversion<TypeIdConverter<KeyId>>();
        builder.Properties<SessionId>().HaveConversion<TypeIdConverter<SessionId>>();
        builder.Properties<DeviceId>().HaveConversion<TypeIdConverter<DeviceId>>();
        builder.Properties<AppId>().HaveConversion<TypeIdConverter<AppId>>();
        builder.Properties<FlowId>().HaveConversion<TypeIdConverter<FlowId>>();
        builder.Properties<DecisionId>().HaveConversion<TypeIdConverter<DecisionId>>();
        builder.Properties<AuditChain>().HaveConversion<AuditChainConverter>();
        builder.Properties<AuditId>().HaveConversion<TypeIdConverter<AuditId>>();
        builder.Properties<LegalHoldId>().HaveConversion<TypeIdConverter<LegalHoldId>>();
        builder.Properties<EventId>().HaveConversion<TypeIdConverter<EventId>>();
        builder.Properties<GroupId>().HaveConversion<TypeIdConverter<GroupId>>();
        builder.Properties<RoleId>().HaveConversion<TypeIdConverter<RoleId>>();
        builder.Properties<BindingId>().HaveConversion<TypeIdConverter<BindingId>>();
        builder.Properties<InvitationId>().HaveConversion<TypeIdConverter<InvitationId>>();
        builder.Properties<TransferId>().HaveConversion<TypeIdConverter<TransferId>>();
        builder.Properties<WebhookId>().HaveConversion<TypeIdConverter<WebhookId>>();
        builder.Properties<DeliveryId>().HaveConversion<TypeIdConverter<DeliveryId>>();
        builder.Properties<MailId>().HaveConversion<TypeIdConverter<MailId>>();
        builder.Properties<ReservationId>().HaveConversion<TypeIdConverter<ReservationId>>();

        builder.HaveWords<WebhookPayload>();
        builder.HaveWords<WebhookSigning>();
        builder.HaveWords<WebhookStatus>();
        builder.HaveWords<DeliveryStatus>();
        builder.HaveWords<OrgStatus>();
        builder.HaveWords<BindingScope>();
        builder.HaveWords<InvitationStatus>();
        builder.HaveWords<LabelValue>();
        builder.HaveWords<LabelSetter>();
        builder.HaveWords<KeyKind>();
        builder.HaveWords<BudgetRefill>();
        builder.HaveWords<ReservationStatus>();
        builder.HaveWords<RateLimitSharing>();
        builder.HaveWords<DecisionOutcome>();
        builder.HaveWords<InvalidationKind>();
        builder.HaveWords<SigningKeyUse>();
    }
}
