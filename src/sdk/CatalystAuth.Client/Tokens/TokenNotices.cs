using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Client.Tokens;

/// <summary>
/// Tells the app about changed tokens, one notice after another. Each notice carries what is current when it is given, not when it
/// was asked for: so the last one that an app stores is never an older pair.
/// </summary>
internal sealed class TokenNotices(Func<TokenSet?, Task>? callback, Func<TokenSet?> current)
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    public Task TellAsync()
    {
        if (callback is null)
        {
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            return _last = TellAfterAsync(_last, callback);
        }
    }

    private async Task TellAfterAsync(Task previous, Func<TokenSet?, Task> tell)
    {
        // Yields so that the app's code never runs inside the lock; a notice that failed was its own caller's matter.
        await previous.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        await tell(current()).ConfigureAwait(false);
    }
}
