using System.Security.Cryptography;
using System.Threading.Channels;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Invalidation;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace CatalystAuth.Caching.Redis;

/// <summary>A bus on Redis pub/sub, on a topic of its own. Subscriptions come back with the connection; what was said meanwhile does not.</summary>
internal sealed partial class RedisBus(string topic, RedisConnection redis, TimeProvider time, ILogger<RedisBus> logger)
    : IInvalidationBus, IEventBus
{
    public const string Invalidations = "catalyst:invalidations";
    public const string Events = "catalyst:events";

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly RedisChannel _topic = RedisChannel.Literal(topic);

    // The message, by which a node knows its own voice: it has applied its own changes already.
    private readonly string _node = RandomNumberGenerator.GetHexString(16, lowercase: true);

    public void Publish()
    {
        try
        {
            redis.TryGet()?.GetSubscriber().Publish(_topic, _node, CommandFlags.FireAndForget);
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
            // What was on its way when it was stopped may still come.
            if (node != _node && !cancellationToken.IsCancellationRequested)
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
            subscriber?.Unsubscribe(_topic, Heard, CommandFlags.FireAndForget);
        }
    }

    private async Task SubscribeAsync(ISubscriber subscriber, Action<RedisChannel, RedisValue> heard, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await subscriber.SubscribeAsync(_topic, heard).WaitAsync(cancellationToken).ConfigureAwait(false);
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
