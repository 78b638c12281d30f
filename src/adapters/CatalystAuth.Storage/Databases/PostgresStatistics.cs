using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Databases;

/// <summary>
/// Has PostgreSQL know the words of the search better than other columns. By its usual hundred values it takes many a common beginning
/// for a rare one, and then looks up thousands one by one. A migration can't say this.
/// </summary>
internal static class PostgresStatistics
{
    private const int Values = 1000;

    public static async Task EnsureAsync(CatalystDbContext context, CancellationToken cancellationToken)
    {
        var known = await context.Database
            .SqlQuery<int>($"""
                SELECT coalesce(attstattarget, -1)::integer AS "Value" FROM pg_attribute
                WHERE attrelid = 'user_terms'::regclass AND attname = 'term'
                """)
            .SingleAsync(cancellationToken).ConfigureAwait(false);
        if (known != Values)
        {
            await context.Database.ExecuteSqlRawAsync($"ALTER TABLE user_terms ALTER COLUMN term SET STATISTICS {Values}", cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
