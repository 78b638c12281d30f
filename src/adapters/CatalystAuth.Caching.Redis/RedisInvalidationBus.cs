using System.Security.Cryptography;
using System.Threading.Channels;
using CatalystAuth.Core.Invalidation;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace CatalystAuth.Caching.Redis;

/// <summary>The bus on Redis pub/sub. Subscriptions come back with the connection; what was said meanwhile does not.</summary>
internal sealed partial class RedisInvalidationBus(RedisConnection redis, TimeProvider time, ILogger<RedisInvalidationBus> logger) : IInvalidationBus
{
    private static readonly RedisChannel Topic = RedisChannel.Literal("catalyst:invalidations");
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    // The message, by which a node knows its own voice: it has applied its own changes already.
    private readonly string _node = RandomNumberGenerator.GetHexString(16, lowercase: true);

    public void Publish()
    {
        try
        {
            redis.TryGet()?.GetSubscriber().Publish(Topic, _node, CommandFlags.FireAndForget);
        }
        catch (Exception e)
        {
            LogUnsaid(e.Message);
        }
    }

    public async Task ListenAsync(Action signal, CancellationToken cancellationToken)
    {
        var connects = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Connected() => connects.Writer.TryWrite(true);
        void Heard(RedisChannel channel, RedisValue node)
        {
            if (node != _node)
            {
                signal();
            }
        }

        redis.Restored += Connected;
        ISubscriber? subscriber = null;
        try
        {
            var connection = await redis.GetAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            subscriber = connection.GetSubscriber();
            await SubscribeAsync(subscriber, Heard, cancellationToken).ConfigureAwait(false);
            signal();
            while (await connects.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                connects.Reader.TryRead(out _);
                await ConfirmAsync(subscriber, cancellationToken).ConfigureAwait(false);
                signal();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped.
        }
        finally
        {
            redis.Restored -= Connected;
            subscriber?.Unsubscribe(Topic, Heard, CommandFlags.FireAndForget);
        }
    }

    private async Task SubscribeAsync(ISubscriber subscriber, Action<RedisChannel, RedisValue> heard, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await subscriber.SubscribeAsync(Topic, heard).WaitAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                redis.Lost(e.Message);
            }

            await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // Goes over the same connection as the renewed subscription and behind it: once it is answered nothing new gets lost.
    private static async Task ConfirmAsync(ISubscriber subscriber, CancellationToken cancellationToken)
    {
        try
        {
            await subscriber.PingAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            // Lost again; the next connect signals too.
        }
    }

    [LoggerMessage(LogLevel.Debug, "Other nodes could not be told at once ({Reason}); they find it by polling.")]
    private partial void LogUnsaid(string reason);
}
