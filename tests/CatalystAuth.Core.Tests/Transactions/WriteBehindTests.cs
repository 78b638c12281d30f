using System.Collections.Concurrent;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Tests.Transactions;

public sealed class WriteBehindTests
{
    private static readonly IServiceScopeFactory Scopes = new ServiceCollection()
        .AddScoped<CallContext>().AddSingleton<IUnitOfWork>(new NoUnitOfWork()).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_or_written_twice_however_many_write_meanwhile()
    {
        var counts = new Counts(capacity: 1000);

        await Task.WhenAll(
            Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            {
                for (var i = 0; i < 20_000; i++)
                {
                    counts.Count(i % 7);
                }
            }))),
            Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
            {
                for (var i = 0; i < 200; i++)
                {
                    await counts.WriteAsync(Ct);
                }
            }))));
        await counts.WriteAsync(Ct);

        counts.Written.Values.Sum().ShouldBe(160_000);
        counts.Written.Count.ShouldBe(7);
    }

    [Fact]
    public async Task What_can_not_be_written_waits_and_is_added_to()
    {
        var counts = new Counts(capacity: 1000);
        for (var i = 0; i < 450; i++)
        {
            counts.Count(i);
        }

        counts.FailsAt = 400;
        await Should.ThrowAsync<InfraException>(() => counts.WriteAsync(Ct));
        counts.Written.Keys.Order().ShouldBe(Enumerable.Range(0, 400));
        counts.Count(449);
        counts.FailsAt = null;
        await counts.WriteAsync(Ct);

        counts.Written.Keys.Order().ShouldBe(Enumerable.Range(0, 450));
        counts.Written[449].ShouldBe(2);
        counts.Written.Values.Sum().ShouldBe(451);
    }

    [Fact]
    public async Task Of_more_than_it_remembers_it_knows_nothing_until_it_has_written()
    {
        var counts = new Counts(capacity: 2);
        Array.ForEach([1, 2, 3, 1], counts.Count);

        await counts.WriteAsync(Ct);

        counts.Written.ShouldBe([new(1, 2), new(2, 1)], ignoreOrder: true);
        counts.Count(3);
        await counts.WriteAsync(Ct);
        counts.Written[3].ShouldBe(1);
    }

    private sealed class Counts(int capacity) : WriteBehind<int, int>(Scopes, capacity)
    {
        public ConcurrentDictionary<int, int> Written { get; } = new();

        public int? FailsAt { get; set; }

        public override TimeSpan Interval => TimeSpan.FromSeconds(1);

        public override string What => "Counts";

        public void Count(int key) => Note(key, 1);

        protected override int Both(int one, int other) => one + other;

        protected override Task WriteAsync(IServiceProvider services, IReadOnlyList<KeyValuePair<int, int>> batch, CancellationToken cancellationToken)
        {
            if (batch.Any(note => note.Key == FailsAt))
            {
                throw new InfraException("Away.");
            }

            foreach (var (key, count) in batch)
            {
                Written.AddOrUpdate(key, count, (_, known) => known + count);
            }

            return Task.CompletedTask;
        }
    }

    private sealed class NoUnitOfWork : IUnitOfWork
    {
        public Task<Result<T>> RunAsync<T>(Func<CancellationToken, Task<Result<T>>> work, CancellationToken cancellationToken, Error? onDuplicate = null) =>
            work(cancellationToken);

        public Task FlushAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public bool BeforeCommit(Func<CancellationToken, Task> action) => throw new NotSupportedException();

        public void AfterCommit(Action action) => throw new NotSupportedException();
    }
}
