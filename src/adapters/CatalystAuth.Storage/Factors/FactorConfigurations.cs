using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Factors;

internal sealed class TotpConfiguration : IEntityTypeConfiguration<StoredTotp>
{
    public void Configure(EntityTypeBuilder<StoredTotp> builder)
    {
        builder.ToTable("totp_authenticators");
        builder.Property(totp => totp.Name).HasMaxLength(100);
        builder.HasIndex(totp => totp.UserId);
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(totp => totp.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RecoveryCodeKeyConfiguration : IEntityTypeConfiguration<RecoveryCodeKey>
{
    public void Configure(EntityTypeBuilder<RecoveryCodeKey> builder)
    {
        builder.ToTable("recovery_code_keys");
        builder.HasKey(key => key.UserId);
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(key => key.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RecoveryCodeConfiguration : IEntityTypeConfiguration<StoredRecoveryCode>
{
    public void Configure(EntityTypeBuilder<StoredRecoveryCode> builder)
    {
        builder.ToTable("recovery_codes");
        builder.HasKey(code => new { code.UserId, code.Hash });
        builder.Property(code => code.Hash).HasMaxLength(32);
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(code => code.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<StoredPasskey>
{
    // WebAuthn §4: a credential id has at most 1023 bytes.
    private const int MaxCredentialId = 1023;

    public void Configure(EntityTypeBuilder<StoredPasskey> builder)
    {
        builder.ToTable("passkeys");
        builder.Property(passkey => passkey.Name).HasMaxLength(100);
        builder.Property(passkey => passkey.CredentialId).HasMaxLength(MaxCredentialId);
        builder.HasIndex(passkey => passkey.CredentialId).IsUnique();
        builder.HasIndex(passkey => passkey.UserId);
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(passkey => passkey.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SpentChallengeConfiguration : IEntityTypeConfiguration<SpentChallenge>
{
    public void Configure(EntityTypeBuilder<SpentChallenge> builder)
    {
        builder.ToTable("spent_challenges");
        builder.Property(challenge => challenge.Id).ValueGeneratedNever();
        builder.HasIndex(challenge => challenge.ExpiresAt);
    }
}
