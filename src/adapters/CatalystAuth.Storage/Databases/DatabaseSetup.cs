using CatalystAuth.Contracts.Results;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.Storage.Databases;

/// <summary>How the contexts talk to their databases.</summary>
internal static class DatabaseSetup
{
    /// <summary>How long a writer waits for its turn, in seconds.</summary>
    public const int BusyTimeout = 30;

    /// <exception cref="InfraException">The connection string can't be read.</exception>
    public static void Configure(DbContextOptionsBuilder builder, StorageOptions options)
    {
        if (options.Provider == StorageProvider.Sqlite)
        {
            builder.UseSqlite(ReadSqlite(options.ConnectionString).ToString());
            builder.AddInterceptors(new SqliteBusyTimeout());
        }
        else
        {
            // Without EnableRetryOnFailure: it can't repeat a transaction that it did not begin. The unit of work repeats as a whole.
            builder.UseNpgsql(options.ConnectionString);
        }

        builder.UseSnakeCaseNamingConvention();
        builder.AddInterceptors(new OutageInterceptor());

        // What fails is told to the caller, and every statement at the level of information would drown the log. A missing migration is
        // found by a test, not at each start.
        builder.ConfigureWarnings(warnings => warnings
            .Log(
                (RelationalEventId.CommandExecuted, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug),
                (CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug),
                (CoreEventId.QueryIterationFailed, LogLevel.Debug))
            .Ignore(RelationalEventId.PendingModelChangesWarning));
    }

    /// <exception cref="InfraException">The connection string can't be read.</exception>
    public static SqliteConnectionStringBuilder ReadSqlite(string connectionString)
    {
        try
        {
            return new(connectionString) { ForeignKeys = true, DefaultTimeout = BusyTimeout };
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw Unreadable(e);
        }
    }

    public static InfraException Unreadable(Exception e) =>
        new($"ConnectionStrings__Catalyst can't be read: {e.Message}", e);
}
