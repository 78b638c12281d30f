using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Invitations;

internal sealed class StoredInvitationConfiguration : IEntityTypeConfiguration<StoredInvitation>
{
    public void Configure(EntityTypeBuilder<StoredInvitation> builder)
    {
        builder.ToTable("invitations");
        builder.Property(invitation => invitation.Email).HasMaxLength(254);
        builder.Property(invitation => invitation.EmailKey).HasMaxLength(1024);
        builder.Property(invitation => invitation.Role).HasMaxLength(64);
        builder.Property(invitation => invitation.RedirectUrl).HasMaxLength(2000);
        builder.Property(invitation => invitation.TokenHash).HasMaxLength(64);
        builder.Property(invitation => invitation.MailedTokenHash).HasMaxLength(64);
        builder.Property(invitation => invitation.Version).IsConcurrencyToken();

        // One open invitation an address, whatever runs at the same time.
        builder.HasIndex(invitation => new { invitation.OrgId, invitation.EmailKey }).IsUnique().HasFilter("state = 'pending'");
        builder.HasIndex(invitation => new { invitation.OrgId, invitation.Id });
        builder.HasIndex(invitation => new { invitation.OrgId, invitation.State, invitation.Id });
        builder.HasIndex(invitation => new { invitation.EmailKey, invitation.State });
        builder.HasIndex(invitation => invitation.AcceptedBy).HasFilter("accepted_by is not null");
        builder.HasIndex(invitation => invitation.ForgottenOf).HasFilter("forgotten_of is not null");
        builder.HasOne<Organisation>().WithMany().HasForeignKey(invitation => invitation.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}
