using CatalystAuth.Core.Events;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Signals;
using CatalystAuth.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.Caching.Tests.Invalidation;

/// <summary>One node at a bus: it listens, and counts the signals.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stop = new();
    private int _signals;
    private Task? _listening;

    private Node(ServiceProvider services, CapturedLog log, bool ofEvents)
    {
        _services = services;
        Log = log;
        Bus = ofEvents ? services.GetRequiredService<IEventBus>() : services.GetRequiredService<IInvalidationBus>();
    }

    public ISignalBus Bus { get; }

    public CapturedLog Log { get; }

    public int Signals => Volatile.Read(ref _signals);

    /// <summary>Makes one with a bus of this registration; it does not listen yet.</summary>
    public static Node Create(Action<IServiceCollection> addBus, bool ofEvents = false)
    {
        var log = new CapturedLog();
        var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddFilter("CatalystAuth", LogLevel.Debug).AddProvider(log));
        addBus(services);
        return new Node(services.BuildServiceProvider(), log, ofEvents);
    }

    public Node Listen()
    {
        _listening = Bus.ListenAsync(() => Interlocked.Increment(ref _signals), _stop.Token);
        return this;
    }

    /// <summary>Listens, and waits for the signal of the connect.</summary>
    public async Task<Node> ListenAndConnectAsync()
    {
        Listen();
        await SignalsAsync(1);
        return this;
    }

    /// <summary>Waits until there were that many.</summary>
    public Task SignalsAsync(int least, TimeSpan? deadline = null) =>
        Eventually.GetAsync(() => Task.FromResult(Signals), count => count >= least, deadline ?? TimeSpan.FromSeconds(10));

    public async Task StopListeningAsync()
    {
        await _stop.CancelAsync();
        if (_listening is not null)
        {
            await _listening.WaitAsync(TimeSpan.FromSeconds(10));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopListeningAsync();
        await _services.DisposeAsync();
        _stop.Dispose();
    }
}
