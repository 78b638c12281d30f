using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Storage.Databases;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.SigningKeys;

internal sealed class SealingKeyStore(CatalystDbContext context) : ISealingKeyStore
{
    public IReadOnlyList<SealingKey> List() => [.. context.SealingKeys.AsNoTracking().OrderBy(key => key.Name)];

    public bool TryAdd(SealingKey key)
    {
        try
        {
            context.Add(key);
            context.SaveChanges();
            return true;
        }
        catch (DbUpdateException e) when (DatabaseFailures.IsDuplicate(e))
        {
            context.ChangeTracker.Clear();
            return false;
        }
    }

    public void Replace(SealingKey key, string xml) => context.SealingKeys
        .Where(stored => stored.Name == key.Name && stored.Xml == key.Xml)
        .ExecuteUpdate(update => update.SetProperty(stored => stored.Xml, xml));
}
