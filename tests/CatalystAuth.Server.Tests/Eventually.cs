namespace CatalystAuth.Server.Tests;

/// <summary>Waits for what happens behind a request, with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public static async Task<T> SucceedsAsync<T>(Func<Task<T>> attempt, Func<T, bool> isGood)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var result = await attempt();
            if (isGood(result))
            {
                return result;
            }

            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Deadline, $"Last: {result}");
            await timer.WaitForNextTickAsync();
        }
    }
}
