using CatalystAuth.Contracts.Audit;
using CatalystAuth.Core.Audit.Personal;
using CatalystAuth.Storage.Databases;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Audit;

internal sealed class PersonalStore(CatalystDbContext context) : IPersonalStore
{
    public async Task<IReadOnlyList<SubjectKey>> ListKeysAsync(IReadOnlyCollection<string> subjects, CancellationToken cancellationToken) =>
        await context.SubjectKeys.AsNoTracking().Where(key => subjects.Contains(key.Subject)).ToListAsync(cancellationToken).ConfigureAwait(false);

    // Two nodes may make one at once; who comes second waits, and must not fail for it.
    public async Task<bool> TryAddKeyAsync(SubjectKey key, CancellationToken cancellationToken)
    {
        object at = context is PostgresCatalystDbContext ? key.CreatedAt : key.CreatedAt.UtcTicks;
        return await context.Database.ExecuteSqlAsync(
            $"INSERT INTO subject_keys (subject, sealed, created_at) VALUES ({key.Subject}, {key.Sealed}, {at}) ON CONFLICT DO NOTHING",
            cancellationToken).ConfigureAwait(false) == 1;
    }

    public void Add(AuditPersonal values) => context.Add(values);

    public async Task<IReadOnlyList<KeyedValues>> ListAsync(IReadOnlyCollection<AuditId> records, CancellationToken cancellationToken) =>
        await context.AuditPersonal.AsNoTracking()
            .Where(values => records.Contains(values.RecordId))
            .Join(context.SubjectKeys.AsNoTracking(), values => values.Subject, key => key.Subject, (values, key) => new KeyedValues(values, key))
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public async Task<int> EraseAsync(IReadOnlyCollection<string> subjects, CancellationToken cancellationToken)
    {
        if (context is SqliteCatalystDbContext)
        {
            // Else the bytes stay in the file until something else needs the room.
            await context.Database.ExecuteSqlAsync($"PRAGMA secure_delete = ON", cancellationToken).ConfigureAwait(false);
        }

        var erased = await context.SubjectKeys.Where(key => subjects.Contains(key.Subject)).ExecuteDeleteAsync(cancellationToken)
            .ConfigureAwait(false);
        await context.AuditPersonal.Where(values => subjects.Contains(values.Subject)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        return erased;
    }
}
