using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Orgs;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Orgs;

internal sealed class OrgProfileStore(CatalystDbContext context) : IOrgProfileStore
{
    public Task<OrgProfileEntry?> FindProfileAsync(OrgId org, CancellationToken cancellationToken) =>
        context.OrgProfiles.FirstOrDefaultAsync(profile => profile.OrgId == org, cancellationToken);

    public Task<OrgSettingsEntry?> FindSettingsAsync(OrgId org, CancellationToken cancellationToken) =>
        context.OrgSettings.FirstOrDefaultAsync(settings => settings.OrgId == org, cancellationToken);

    public void Add(OrgProfileEntry profile) => context.Add(profile);

    public void Add(OrgSettingsEntry settings) => context.Add(settings);
}
