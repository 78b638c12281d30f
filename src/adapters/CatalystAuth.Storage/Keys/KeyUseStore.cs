using CatalystAuth.Contracts.Keys;
using CatalystAuth.Core.Keys;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Keys;

internal sealed class KeyUseStore(CatalystDbContext context) : IKeyUseStore
{
    // In the database alone: the version stays, so nobody's change of the key collides with its use.
    public Task AddAsync(KeyId key, KeyUse use, CancellationToken cancellationToken) => context.Keys.Where(found => found.Id == key)
        .ExecuteUpdateAsync(
            update => update
                .SetProperty(found => found.LastUsedIp, found => found.LastUsedAt > use.At ? found.LastUsedIp : use.Address)
                .SetProperty(found => found.LastUsedAt, found => found.LastUsedAt > use.At ? found.LastUsedAt : use.At)
                .SetProperty(found => found.TokensLiveUntil, found => found.TokensLiveUntil > use.TokenEnds ? found.TokensLiveUntil : use.TokenEnds)
                .SetProperty(found => found.TokensIssued, found => found.TokensIssued + use.Tokens),
            cancellationToken);
}
