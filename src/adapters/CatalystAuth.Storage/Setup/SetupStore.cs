using CatalystAuth.Core.Setup;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Setup;

internal sealed class SetupStore(CatalystDbContext context) : ISetupStore
{
    public Task<SetupToken?> FindAsync(CancellationToken cancellationToken) =>
        context.SetupTokens.AsNoTracking().FirstOrDefaultAsync(cancellationToken);

    public async Task ReplaceAsync(SetupToken token, CancellationToken cancellationToken)
    {
        await context.SetupTokens.ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        context.Add(token);
    }

    public async Task<bool> TryConsumeAsync(SetupToken token, CancellationToken cancellationToken)
    {
        var hash = token.Hash;
        return await context.SetupTokens.Where(found => found.Hash == hash).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) == 1;
    }
}
