using CatalystAuth.Contracts.Results;
using CatalystAuth.Storage.Audit;
using CatalystAuth.Storage.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Storage;

/// <summary>Brings the database to the form that this version needs.</summary>
public static class StorageMigrator
{
    /// <summary>
    /// Makes the database when it is missing and applies what it lacks. Several nodes may do so at once; the database makes them wait.
    /// </summary>
    /// <param name="services">The services of a scope.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InfraException">The database can't be reached; the message names the setting.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<StorageOptions>();
        if (options.Provider == StorageProvider.Sqlite)
        {
            CreateFolder(DatabaseSetup.ReadSqlite(options.ConnectionString));
        }

        try
        {
            var context = services.GetRequiredService<CatalystDbContext>();
            await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
            await AppendOnly.EnsureAsync(context, cancellationToken).ConfigureAwait(false);
            if (options.Provider == StorageProvider.Postgres)
            {
                await PostgresStatistics.EnsureAsync(context, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (DatabaseFailures.IsOutage(e) || e is ArgumentException)
        {
            throw new InfraException($"The database of ConnectionStrings__Catalyst can't be reached: {Reason(e)}", e);
        }
    }

    private static void CreateFolder(SqliteConnectionStringBuilder connection)
    {
        if (connection.Mode != SqliteOpenMode.Memory && connection.DataSource is { Length: > 0 } file && file != ":memory:"
            && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }

    private static string Reason(Exception e)
    {
        while (e.InnerException is { } inner)
        {
            e = inner;
        }

        return e.Message;
    }
}
