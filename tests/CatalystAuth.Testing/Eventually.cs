namespace CatalystAuth.Testing;

/// <summary>Waits for what happens in another process, with a deadline.</summary>
public static class Eventually
{
    /// <summary>Tries until the result is good, and gives it.</summary>
    /// <exception cref="TimeoutException">It was not good in time; the message has the last result.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T>> attempt, Func<T, bool> isGood, TimeSpan deadline)
    {
        var last = await LastAsync(attempt, isGood, deadline);
        return isGood(last) ? last : throw new TimeoutException($"Not within {deadline}. Last: {last}");
    }

    /// <summary>Tries until the result is good or the time is over, and gives the last one, for an assertion that tells more.</summary>
    public static async Task<T> LastAsync<T>(Func<Task<T>> attempt, Func<T, bool> isGood, TimeSpan deadline)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var result = await attempt();
            if (isGood(result) || TimeProvider.System.GetElapsedTime(start) > deadline)
            {
                return result;
            }

            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Tries until it is so.</summary>
    public static Task BeAsync(Func<Task<bool>> isSo, TimeSpan deadline) => GetAsync(isSo, good => good, deadline);
}
