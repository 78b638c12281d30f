using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.Core.Orgs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.ForwardAuthDomains;

internal sealed class ForwardAuthDomainStore(CatalystDbContext context) : IForwardAuthDomainStore
{
    public Task<StoredDomain?> FindAsync(string domain, CancellationToken cancellationToken) =>
        context.ForwardAuthDomains.FirstOrDefaultAsync(found => found.Domain == domain, cancellationToken);

    public async Task<IReadOnlyList<StoredDomain>> ListAsync(CancellationToken cancellationToken) =>
        await context.ForwardAuthDomains.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);

    public void Add(StoredDomain domain) => context.Add(domain);

    public void Remove(StoredDomain domain) => context.Remove(domain);
}

internal sealed class StoredDomainConfiguration : IEntityTypeConfiguration<StoredDomain>
{
    public void Configure(EntityTypeBuilder<StoredDomain> builder)
    {
        builder.ToTable("forward_auth_domains");
        builder.HasKey(domain => domain.Domain);
        builder.Property(domain => domain.Domain).HasMaxLength(253);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(domain => domain.OrgId).OnDelete(DeleteBehavior.Cascade);
    }
}
