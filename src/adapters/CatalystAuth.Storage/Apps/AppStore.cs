using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Apps;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Apps;

internal sealed class AppStore(CatalystDbContext context) : IAppStore
{
    public Task<ProtectedApp?> FindAsync(AppId id, CancellationToken cancellationToken) =>
        context.Apps.FirstOrDefaultAsync(app => app.Id == id, cancellationToken);

    public Task<Result<Page<ProtectedApp>>> ListAsync(OrgId org, PageRequest page, CancellationToken cancellationToken) => context.Apps
        .AsNoTracking()
        .Where(app => app.OrgId == org)
        .OrderBy(app => app.Id)
        .PageAsync<ProtectedApp, AppId>(
            page, app => app.Id, (query, last) => query.Where(app => app.Id.CompareTo(last) > 0), cancellationToken);

    public IAsyncEnumerable<ProtectedApp> ReadAllAsync() => context.Apps.AsNoTracking().AsAsyncEnumerable();

    public async Task<IReadOnlyList<ProtectedApp>> ListAsync(IReadOnlyCollection<OrgId> orgs, CancellationToken cancellationToken) =>
        await context.Apps.AsNoTracking().Where(app => orgs.Contains(app.OrgId)).ToListAsync(cancellationToken).ConfigureAwait(false);

    public void Add(ProtectedApp app) => context.Add(app);

    public void Remove(ProtectedApp app) => context.Remove(app);
}
