using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CatalystAuth.Storage.Databases;

/// <summary>Lets SQLite itself wait for a lock: it looks again after milliseconds, the driver alone only after 150 of them.</summary>
internal sealed class SqliteBusyTimeout : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Pragma(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var command = Pragma(connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static DbCommand Pragma(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout = {DatabaseSetup.BusyTimeout * 1000}";
        return command;
    }
}
