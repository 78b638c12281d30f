using System.Security.Cryptography;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Mail;
using CatalystAuth.Mail.Smtp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Mail.Dispatch;

/// <summary>
/// Sends mails that are in line: at once those of this node, and soon those that are due again or whose node died. All its state is in the
/// database: a node that dies loses its leases and nothing else.
/// </summary>
internal sealed partial class MailPump(
    IServiceScopeFactory scopes, MailBatch batches, MailMetrics metrics, MailSignal signal, IOptions<SmtpOptions> options, TimeProvider time,
    ILogger<MailPump> logger) : BackgroundService
{
    private const int BatchSize = 10;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Observation = TimeSpan.FromSeconds(20);

    private readonly string _node = RandomNumberGenerator.GetHexString(16, lowercase: true);

    private int _turn;
    private TimeSpan _pause;
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await IsAvailableAsync().ConfigureAwait(false))
        {
            await Task.WhenAll(SendAsync(stoppingToken), ObserveAsync(stoppingToken)).ConfigureAwait(false);
        }
        else
        {
            LogNoMail();
        }
    }

    private async Task<bool> IsAvailableAsync()
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            return scope.ServiceProvider.GetRequiredService<IMailSender>().IsAvailable;
        }
    }

    private async Task SendAsync(CancellationToken stoppingToken)
    {
        var running = new HashSet<Task>();
        try
        {
            while (true)
            {
                var woken = signal.Next;
                var wait = await BeginAsync(running, stoppingToken).ConfigureAwait(false);
                if (wait > TimeSpan.Zero)
                {
                    await EventSignal.WaitAsync(Task.WhenAny(running.Append(woken)), wait, time, stoppingToken).ConfigureAwait(false);
                }

                running.RemoveWhere(task => task.IsCompleted);
            }
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }

    /// <summary>Begins a batch if there is something to send, and says how long until there may be more.</summary>
    private async Task<TimeSpan> BeginAsync(HashSet<Task> running, CancellationToken stoppingToken)
    {
        try
        {
            var now = time.GetUtcNow();
            if (now < _pausedUntil || running.Count >= options.Value.MaxConnections)
            {
                return now < _pausedUntil && running.Count == 0 ? Least(_pausedUntil - now) : Look;
            }

            var next = await WorkAsync(work => work.FindWaitAsync(stoppingToken), stoppingToken).ConfigureAwait(false);
            if (next is not { } left || left > TimeSpan.Zero)
            {
                return next is { } soon && soon < Look ? Least(soon) : Look;
            }

            // Another name each turn: who lost a lease must not go on with the one that this node gets next.
            var owner = $"{_node}-{_turn++}";
            var leased = await WorkAsync(work => work.LeaseAsync(owner, BatchSize, stoppingToken), stoppingToken).ConfigureAwait(false);
            if (leased.Count > 0)
            {
                running.Add(RunAsync(owner, leased, stoppingToken));
            }

            return leased.Count == BatchSize ? TimeSpan.Zero : Look;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(e);
            return Look;
        }
    }

    private async Task RunAsync(string owner, IReadOnlyList<LeasedMail> mails, CancellationToken stoppingToken)
    {
        try
        {
            if (await batches.RunAsync(owner, mails, stoppingToken).ConfigureAwait(false))
            {
                (_pause, _pausedUntil) = (TimeSpan.Zero, DateTimeOffset.MinValue);
            }
            else
            {
                // Not a mail after another against a server that is away.
                _pause = _pause == TimeSpan.Zero ? ShortestPause : _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
                _pausedUntil = time.GetUtcNow() + _pause;
            }
        }
        catch (Exception e)
        {
            // The leases end by themselves.
            if (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
    }

    private async Task ObserveAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                metrics.Observe(await WorkAsync(work => work.ObserveAsync(stoppingToken), stoppingToken).ConfigureAwait(false));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }

            await Task.Delay(Observation, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    private async Task<T> WorkAsync<T>(Func<MailWork, Task<T>> work, CancellationToken stoppingToken)
    {
        stoppingToken.ThrowIfCancellationRequested();
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
            return await work(scope.ServiceProvider.GetRequiredService<MailWork>()).ConfigureAwait(false);
        }
    }

    // A timer of nothing at all would not wait.
    private static TimeSpan Least(TimeSpan wait) => wait > TimeSpan.FromMilliseconds(50) ? wait : TimeSpan.FromMilliseconds(50);

    [LoggerMessage(LogLevel.Warning,
        "No mails are sent: set Catalyst__Mail__Smtp__Host. Until then those who invite pass on the link, and nobody can prove an address.")]
    private partial void LogNoMail();

    [LoggerMessage(LogLevel.Error, "Mails can't be taken or recorded now; they wait.")]
    private partial void LogFailed(Exception exception);
}
