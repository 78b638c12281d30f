using CatalystAuth.Contracts.Results;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CatalystAuth.Storage.Databases;

/// <summary>What a failure of a database means.</summary>
internal static class DatabaseFailures
{
    // SQLite's result codes.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CantOpen = 14;
    private const int NotADatabase = 26;
    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintUnique = 2067;

    /// <summary>A unique value is taken.</summary>
    public static bool IsDuplicate(Exception exception) => Any(exception, static e => e switch
    {
        SqliteException { SqliteExtendedErrorCode: ConstraintPrimaryKey or ConstraintUnique } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        _ => false,
    });

    /// <summary>Another transaction came first: the same work can succeed when it is done again.</summary>
    public static bool IsConflict(Exception exception) => Any(exception, static e => e switch
    {
        DbUpdateConcurrencyException => true,
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        _ => false,
    });

    /// <summary>The database can't be reached or can't work.</summary>
    public static bool IsOutage(Exception exception) => Any(exception, static e => e switch
    {
        InfraException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode
            is Busy or Locked or ReadOnly or IoError or Corrupt or Full or CantOpen or NotADatabase,

        // Classes: 08 connection, 28 authorisation, 3D no such database, 53 resources, 57P shut down, 58 system.
        PostgresException postgres => postgres.SqlState[..2] is "08" or "28" or "3D" or "53" or "58"
            || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal) || postgres.SqlState == PostgresErrorCodes.LockNotAvailable,
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is IOException or TimeoutException
            or System.Net.Sockets.SocketException,
        _ => false,
    });

    public static InfraException Outage(Exception exception) =>
        exception as InfraException ?? new InfraException("The database can't be reached or can't work now.", exception);

    private static bool Any(Exception exception, Func<Exception, bool> matches)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (matches(e))
            {
                return true;
            }
        }

        return false;
    }
}
