using System.Collections.Concurrent;

namespace CatalystAuth.Testing;

/// <summary>
/// Runs work on one thread that lives as long as the process. A program that dies with its parent dies, to be exact, with the thread
/// that started it, and the threads of the pool come and go.
/// </summary>
internal static class LastingThread
{
    private static readonly BlockingCollection<Action> Work = Start();

    public static Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
#pragma warning disable CA1031 // Whoever asked for the work gets its exception.
            catch (Exception e)
#pragma warning restore CA1031
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    private static BlockingCollection<Action> Start()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var action in work.GetConsumingEnumerable())
            {
                action();
            }
        })
        { IsBackground = true, Name = "process starter" }.Start();
        return work;
    }
}
