using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.ClaimProfiles;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.ClaimProfiles;

internal sealed class ClaimProfileStore(CatalystDbContext context) : IClaimProfileStore
{
    public Task<StoredClaimProfile?> FindAsync(OrgId org, string audience, CancellationToken cancellationToken) =>
        context.ClaimProfiles.FirstOrDefaultAsync(profile => profile.OrgId == org && profile.Audience == audience, cancellationToken);

    public async Task<IReadOnlyList<StoredClaimProfile>> ListAsync(OrgId org, CancellationToken cancellationToken) =>
        await context.ClaimProfiles.AsNoTracking()
            .Where(profile => profile.OrgId == org)
            .OrderBy(profile => profile.Audience)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public Task<int> CountAsync(OrgId org, CancellationToken cancellationToken) =>
        context.ClaimProfiles.CountAsync(profile => profile.OrgId == org, cancellationToken);

    public void Add(StoredClaimProfile profile) => context.Add(profile);

    public void Remove(StoredClaimProfile profile) => context.Remove(profile);
}
