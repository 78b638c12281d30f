namespace CatalystAuth.Client.Tokens;

/// <summary>Runs one thing at a time about a subject: who asks while it runs gets the answer of that run. Thread-safe.</summary>
internal sealed class SingleFlight<TSubject, TAnswer>
    where TSubject : class
{
    private readonly Lock _gate = new();
    private TSubject? _subject;
    private Task<TAnswer>? _flight;

    /// <summary>Joins the run about the subject or starts one. The run goes on when its callers stop waiting.</summary>
    public Task<TAnswer> RunAsync(TSubject subject, Func<TSubject, Task<TAnswer>> run)
    {
        lock (_gate)
        {
            if (_flight is { IsCompleted: false } && ReferenceEquals(_subject, subject))
            {
                return _flight;
            }

            _subject = subject;
            return _flight = StartAsync(subject, run);
        }
    }

    private static async Task<TAnswer> StartAsync(TSubject subject, Func<TSubject, Task<TAnswer>> run)
    {
        // Leaves the lock before anything of the run happens.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await run(subject).ConfigureAwait(false);
    }
}
