using System.Diagnostics.Metrics;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Entry = CatalystAuth.Core.Invalidation.Invalidation;

namespace CatalystAuth.Core.Tests.Invalidation;

public sealed class InvalidationMetricsTests
{
    [Fact]
    public async Task The_age_of_the_feed_is_exported_once_it_was_read()
    {
        var time = new FakeTimeProvider();
        await using var services = new ServiceCollection()
            .AddMetrics()
            .AddScoped<IInvalidationLog, EmptyLog>()
            .AddScoped<IAppStore, NoApps>()
            .AddScoped<IStoppedOrgs, NoStoppedOrgs>()
            .AddScoped<IForwardAuthDomainStore, NoDomains>()
            .BuildServiceProvider();
        using var feed = new InvalidationFeed(
            services.GetRequiredService<IServiceScopeFactory>(), new RevocationList(), new IdentityClock(time), new AppCatalog(), new DomainCatalog(),
            Options.Create(new InvalidationOptions()), Options.Create(new TokenOptions()), time);
        using var metrics = new InvalidationMetrics(feed, services.GetRequiredService<IMeterFactory>());
        var ages = new List<double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == InvalidationMetrics.Age && instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, age, _, _) => ages.Add(age));
        listener.Start();

        listener.RecordObservableInstruments();
        await feed.RefreshAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(7));
        listener.RecordObservableInstruments();

        ages.ShouldBe([7]);
    }

    private sealed class EmptyLog : IInvalidationLog
    {
        public void Append(Entry invalidation)
        {
        }

        public Task<IReadOnlyList<Entry>> ReadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Entry>>([]);

        public Task<bool> AnySinceAsync(IReadOnlyCollection<string> subjects, DateTimeOffset since, CancellationToken cancellationToken) =>
            Task.FromResult(false);

        public Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
