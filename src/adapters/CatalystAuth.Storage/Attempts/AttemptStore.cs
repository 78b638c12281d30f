using CatalystAuth.Core.Attempts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Attempts;

internal sealed class AttemptStore(CatalystDbContext context) : IAttemptStore
{
    public async Task<IReadOnlyList<AttemptCounter>> ListAsync(IReadOnlyList<string> subjects, CancellationToken cancellationToken) =>
        await context.AttemptCounters.AsNoTracking().Where(counter => subjects.Contains(counter.Subject)).ToListAsync(cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyDictionary<string, AttemptCounter>> LockAsync(IReadOnlyList<string> subjects, CancellationToken cancellationToken)
    {
        await context.LockAttemptsAsync([.. subjects], cancellationToken).ConfigureAwait(false);
        var known = await context.AttemptCounters.Where(counter => subjects.Contains(counter.Subject))
            .ToDictionaryAsync(counter => counter.Subject, StringComparer.Ordinal, cancellationToken).ConfigureAwait(false);
        foreach (var subject in subjects.Where(subject => !known.ContainsKey(subject)))
        {
            context.Add(known[subject] = new AttemptCounter { Subject = subject });
        }

        return known;
    }

    public Task<int> RemoveAsync(DateTimeOffset before, DateTimeOffset now, int most, CancellationToken cancellationToken) => context.AttemptCounters
        .Where(counter => counter.LastAt < before && (counter.TrustedUntil == null || counter.TrustedUntil < now))
        .OrderBy(counter => counter.LastAt).ThenBy(counter => counter.Subject).Take(most)
        .ExecuteDeleteAsync(cancellationToken);
}

internal sealed class AttemptCounterConfiguration : IEntityTypeConfiguration<AttemptCounter>
{
    public void Configure(EntityTypeBuilder<AttemptCounter> builder)
    {
        builder.ToTable("attempt_counters");
        builder.HasKey(counter => counter.Subject);
        builder.Property(counter => counter.Subject).HasMaxLength(32);
        builder.HasIndex(counter => counter.LastAt);
    }
}
