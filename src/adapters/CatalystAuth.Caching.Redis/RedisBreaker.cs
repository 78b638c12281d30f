using StackExchange.Redis;

namespace CatalystAuth.Caching.Redis;

/// <summary>
/// Keeps a Redis that is away from slowing requests: each call has a deadline, and after one that failed nobody asks for some
/// seconds. Then one caller tries, and the others go without until it has succeeded.
/// </summary>
internal sealed class RedisBreaker(RedisConnection redis, TimeProvider time)
{
    /// <summary>The longest that a call may take.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(100);

    /// <summary>For how long nobody asks after a failure.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    // When the rest began; never while all is well.
    private const long Never = long.MinValue;

    private long _failedAt = Never;

    /// <summary>Runs the call; gives the default when Redis is away.</summary>
    public async Task<T?> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        if (!MayTry())
        {
            return default;
        }

        var running = call();
        try
        {
            // The client looks for late answers once a second only, so the deadline is kept here.
            var result = await running.WaitAsync(Deadline, time, cancellationToken).ConfigureAwait(false);
            Succeeded();
            return result;
        }
        catch (Exception e) when (IsOutage(e))
        {
            Forget(running);
            Failed(e);
            return default;
        }
        catch (OperationCanceledException)
        {
            // The caller's wish says nothing about Redis.
            Forget(running);
            throw;
        }
    }

    /// <summary>The same, for callers that hold their thread.</summary>
    public T? Run<T>(Func<T> call)
    {
        if (!MayTry())
        {
            return default;
        }

        try
        {
            var result = call();
            Succeeded();
            return result;
        }
        catch (Exception e) when (IsOutage(e))
        {
            Failed(e);
            return default;
        }
    }

    private static bool IsOutage(Exception e) => e is RedisException or TimeoutException or ObjectDisposedException;

    // Its failure comes after nobody waits for it.
    private static void Forget(Task running) => running.ContinueWith(
        static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private bool MayTry()
    {
        // Also begins to connect, at the first call.
        if (redis.TryGet() is null)
        {
            return false;
        }

        var failedAt = Volatile.Read(ref _failedAt);
        return failedAt == Never
            || (time.GetElapsedTime(failedAt) >= Rest
                && Interlocked.CompareExchange(ref _failedAt, time.GetTimestamp(), failedAt) == failedAt);
    }

    private void Succeeded()
    {
        if (Interlocked.Exchange(ref _failedAt, Never) != Never)
        {
            redis.Back();
        }
    }

    private void Failed(Exception e)
    {
        Volatile.Write(ref _failedAt, time.GetTimestamp());
        redis.Lost(e.GetType().Name);
    }
}
