using CatalystAuth.Contracts.Devices;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Devices;
using CatalystAuth.Core.Users;
using CatalystAuth.Storage.Conversions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Devices;

internal sealed class KnownDeviceStore(CatalystDbContext context) : IKnownDeviceStore
{
    public Task<KnownDevice?> FindAsync(UserId user, byte[] hash, CancellationToken cancellationToken) =>
        context.KnownDevices.FirstOrDefaultAsync(device => device.UserId == user && device.Hash == hash, cancellationToken);

    public Task<KnownDevice?> FindAsync(UserId user, DeviceId id, CancellationToken cancellationToken) =>
        context.KnownDevices.FirstOrDefaultAsync(device => device.UserId == user && device.Id == id, cancellationToken);

    public async Task<IReadOnlyList<KnownDevice>> ListAsync(UserId user, int most, CancellationToken cancellationToken, DateTimeOffset? trustedAt = null) =>
        await context.KnownDevices.Where(device => device.UserId == user && (trustedAt == null || device.TrustedUntil > trustedAt))
            .OrderByDescending(device => device.LastSeenAt).ThenByDescending(device => device.Id).Take(most)
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    public Task<bool> AnyAsync(UserId user, CancellationToken cancellationToken) =>
        context.KnownDevices.AnyAsync(device => device.UserId == user, cancellationToken);

    public void Add(KnownDevice device) => context.Add(device);

    public Task DistrustAsync(UserId user, CancellationToken cancellationToken, byte[]? only = null) => context.KnownDevices
        .Where(device => device.UserId == user && device.TrustedUntil != null && (only == null || device.Hash == only))
        .ExecuteUpdateAsync(update => update.SetProperty(device => device.TrustedUntil, (DateTimeOffset?)null), cancellationToken);

    public void Remove(KnownDevice device) => context.Remove(device);

    public Task ForgetAsync(UserId user, CancellationToken cancellationToken) =>
        context.KnownDevices.Where(device => device.UserId == user).ExecuteDeleteAsync(cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => context.KnownDevices
        .Where(device => device.LastSeenAt < before).OrderBy(device => device.LastSeenAt).ThenBy(device => device.UserId).Take(most)
        .ExecuteDeleteAsync(cancellationToken);
}

internal sealed class KnownDeviceConfiguration : IEntityTypeConfiguration<KnownDevice>
{
    public void Configure(EntityTypeBuilder<KnownDevice> builder)
    {
        builder.ToTable("known_devices");
        builder.HasIndex(device => new { device.UserId, device.Hash }).IsUnique();
        builder.Property(device => device.Hash).HasMaxLength(32);
        builder.Property(device => device.UserAgent).HasMaxLength(400).HasConversion<StorableTextConverter>();
        builder.Property(device => device.IpAddress).HasMaxLength(64);
        builder.HasIndex(device => device.LastSeenAt);
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(device => device.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
