using System.Data.Common;
using CatalystAuth.Contracts.Results;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.Storage.Databases;

/// <summary>Turns "the database is gone" into <see cref="InfraException"/>, also for reads outside of a unit of work.</summary>
internal sealed class OutageInterceptor : DbCommandInterceptor, IDbConnectionInterceptor
{
    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => ThrowIfOutage(eventData.Exception);

    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        ThrowIfOutage(eventData.Exception);
        return Task.CompletedTask;
    }

    public void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) => ThrowIfUnexpected(eventData);

    public Task ConnectionFailedAsync(
        DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        ThrowIfUnexpected(eventData);
        return Task.CompletedTask;
    }

    // EF Core asks whether a database exists by opening it; it marks the failures that it expects by their level.
    private static void ThrowIfUnexpected(ConnectionErrorEventData eventData)
    {
        if (eventData.LogLevel > LogLevel.Debug)
        {
            ThrowIfOutage(eventData.Exception);
        }
    }

    private static void ThrowIfOutage(Exception exception)
    {
        if (DatabaseFailures.IsOutage(exception))
        {
            throw DatabaseFailures.Outage(exception);
        }
    }
}
