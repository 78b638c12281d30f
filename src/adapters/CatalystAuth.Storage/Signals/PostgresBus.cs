using System.Security.Cryptography;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Invalidation;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CatalystAuth.Storage.Signals;

/// <summary>
/// A bus on LISTEN and NOTIFY, on a channel of its own. Listening has a connection of its own, so it needs a server or a pooler that keeps sessions
/// (PgBouncer: <c>pool_mode = session</c>); through another one nothing arrives and the poll interval decides.
/// </summary>
internal sealed partial class PostgresBus(string channel, StorageOptions options, TimeProvider time, ILogger<PostgresBus> logger)
    : IInvalidationBus, IEventBus
{
    public const string Invalidations = "catalyst_invalidations";
    public const string Events = "catalyst_events";

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    // The payload, by which a node knows its own voice: it has applied its own changes already.
    private readonly string _node = RandomNumberGenerator.GetHexString(16, lowercase: true);

    // 0: nothing is being told; 1: somebody is telling; 2: and has to tell once more.
    private int _telling;

    public void Publish()
    {
        if (Interlocked.Exchange(ref _telling, 2) == 0)
        {
            // Not on the caller's thread: even the beginning of a connect can take its time.
            _ = Task.Run(TellAsync);
        }
    }

    public async Task ListenAsync(Action signal, CancellationToken cancellationToken)
    {
        var wait = ShortestWait;
        var isLost = false;
        while (true)
        {
            try
            {
                await ListenOnceAsync(Connected, signal, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    return;
                }

                if (!isLost)
                {
                    isLost = true;
                    LogLost(channel, e.Message);
                }
            }

            try
            {
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }

        void Connected()
        {
            wait = ShortestWait;
            if (isLost)
            {
                isLost = false;
                LogBack(channel);
            }

            signal();
        }
    }

    private async Task ListenOnceAsync(Action connected, Action signal, CancellationToken cancellationToken)
    {
        // The keep-alive finds a connection that died without a word; a shared pool would hand it to somebody else.
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            Multiplexing = false,
            KeepAlive = 5,
            Timeout = 5,
            CommandTimeout = 5,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += (_, notification) =>
            {
                if (notification.Payload != _node)
                {
                    signal();
                }
            };
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var command = new NpgsqlCommand($"LISTEN {channel}", connection);
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            connected();
            while (true)
            {
                await connection.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // One at a time, and all that was published meanwhile is one more.
    private async Task TellAsync()
    {
        do
        {
            Volatile.Write(ref _telling, 1);
            try
            {
                await NotifyAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                LogUnsaid(channel, e.Message);
            }
        }
        while (Interlocked.CompareExchange(ref _telling, 0, 1) != 1);
    }

    private async Task NotifyAsync()
    {
        var connection = new NpgsqlConnection(options.ConnectionString);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync().ConfigureAwait(false);
            var command = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection) { CommandTimeout = 5 };
            await using (command.ConfigureAwait(false))
            {
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = channel });
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _node });
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The bus {Channel} on PostgreSQL is lost ({Reason}); what other nodes write is found by polling until it is back.")]
    private partial void LogLost(string channel, string reason);

    [LoggerMessage(LogLevel.Information, "The bus {Channel} on PostgreSQL is back.")]
    private partial void LogBack(string channel);

    [LoggerMessage(LogLevel.Debug, "Other nodes could not be told on {Channel} at once ({Reason}); they find it by polling.")]
    private partial void LogUnsaid(string channel, string reason);
}
