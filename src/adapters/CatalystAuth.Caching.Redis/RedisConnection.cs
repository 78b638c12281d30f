using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace CatalystAuth.Caching.Redis;

/// <summary>The one connection of this node. Nobody waits for it: it is made in the background and mends itself.</summary>
internal sealed partial class RedisConnection : IAsyncDisposable
{
    private readonly Lazy<Task<IConnectionMultiplexer>> _connecting;
    private readonly ILogger<RedisConnection> _logger;
    private int _isLost;

    public RedisConnection(string connectionString, ILogger<RedisConnection> logger)
    {
        _logger = logger;
        _connecting = new(() => Task.Run(() => ConnectAsync(connectionString)));
    }

    /// <summary>A connection was made again after it was lost, and subscriptions with it.</summary>
    public event Action? Restored;

    /// <summary>Begins to connect and gives the connection, which need not be up. Takes some seconds when Redis is away.</summary>
    public Task<IConnectionMultiplexer> GetAsync() => _connecting.Value;

    /// <summary>The connection when it is up, else null; does not wait.</summary>
    public IConnectionMultiplexer? TryGet() =>
        _connecting.Value is { IsCompletedSuccessfully: true } made && made.Result.IsConnected ? made.Result : null;

    /// <summary>Says once that Redis is away.</summary>
    public void Lost(string reason)
    {
        if (Interlocked.Exchange(ref _isLost, 1) == 0)
        {
            LogLost(reason);
        }
    }

    /// <summary>Says once that it is back: both to be asked and to be listened to, which are two connections.</summary>
    public void Back()
    {
        if (TryGet() is { } connection && connection.GetSubscriber().IsConnected() && Interlocked.Exchange(ref _isLost, 0) == 1)
        {
            LogBack();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connecting.IsValueCreated)
        {
            var connection = await _connecting.Value.ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<IConnectionMultiplexer> ConnectAsync(string connectionString)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(RedisConnectionString.Parse(connectionString)).ConfigureAwait(false);
        connection.ConnectionFailed += (_, failure) => Lost(failure.FailureType.ToString());
        connection.ConnectionRestored += (_, restored) =>
        {
            if (restored.ConnectionType == ConnectionType.Subscription)
            {
                Restored?.Invoke();
            }

            Back();
        };
        if (!connection.IsConnected)
        {
            Lost("it does not answer");
        }

        return connection;
    }

    [LoggerMessage(
        LogLevel.Warning, "Redis can't be used ({Reason}). Until it is back nothing is cached there, and revocations of other nodes arrive by polling.")]
    private partial void LogLost(string reason);

    [LoggerMessage(LogLevel.Information, "Redis is back.")]
    private partial void LogBack();
}
