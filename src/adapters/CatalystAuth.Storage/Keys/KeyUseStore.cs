using CatalystAuth.Contracts.Keys;
using CatalystAuth.Core.Keys;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Keys;

internal sealed class KeyUseStore(CatalystDbContext context) : IKeyUseStore
{
    // In the database alone: the version stays, so nobody's change of the key collides with its use.
    public async Task AddAsync(KeyId key, KeyUse use, CancellationToken cancellationToken)
    {
        var updated = await context.Keys.Where(found => found.Id == key)
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(found => found.LastUsedIp, found => found.LastUsedAt > use.At ? found.LastUsedIp : use.Address)
                    .SetProperty(found => found.LastUsedAt, found => found.LastUsedAt > use.At ? found.LastUsedAt : use.At)
                    .SetProperty(found => found.TokensLiveUntil, found => found.TokensLiveUntil > use.TokenEnds ? found.TokensLiveUntil : use.TokenEnds)
                    .SetProperty(found => found.TokensIssued, found => found.TokensIssued + use.Tokens),
                cancellationToken).ConfigureAwait(false);

        // A key that is gone meanwhile has none; some may have been written before it failed.
        if (updated == 1 && use.Issued.Count > 0)
        {
            var ids = use.Issued.Select(token => token.Id).ToList();
            var known = await context.KeyTokens.Where(token => ids.Contains(token.Id)).Select(token => token.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            context.AddRange(use.Issued.ExceptBy(known, token => token.Id));
        }
    }
}
