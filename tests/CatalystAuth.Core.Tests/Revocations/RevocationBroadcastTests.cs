using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Revocations;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Tests.Invalidation;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Tokens.Revocations;
using CatalystAuth.Tokens.SigningKeys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Entry = CatalystAuth.Core.Invalidation.Invalidation;

namespace CatalystAuth.Core.Tests.Revocations;

public sealed class RevocationBroadcastTests : IDisposable
{
    private const string Issuer = "https://auth.example.com";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly List<Entry> _log = [];
    private readonly SigningKeyProvider _keys;
    private readonly InvalidationFeed _feed;
    private readonly RevocationBroadcast _broadcast;

    public RevocationBroadcastTests()
    {
        var services = new ServiceCollection()
            .AddScoped<IInvalidationLog>(_ => new RevocationTests.Log(_log))
            .AddScoped<IAppStore>(_ => new NoApps())
            .AddScoped<IForwardAuthDomainStore>(_ => new NoDomains())
            .AddScoped<IStoppedOrgs>(_ => new NoStoppedOrgs())
            .AddScoped<IForwardAuthDomainStore>(_ => new NoDomains())
            .BuildServiceProvider();
        _keys = new(services.GetRequiredService<IServiceScopeFactory>(), _time);
        _keys.Use(new KeyRing([SigningKey.Generate(SigningKeyUse.Revocations, _time.GetUtcNow().AddDays(-1))]));
        var list = new RevocationList();
        var (options, tokens) = (Options.Create(new InvalidationOptions()), Options.Create(new TokenOptions { Issuer = Issuer }));
        _feed = new(services.GetRequiredService<IServiceScopeFactory>(), list, new IdentityClock(_time), new AppCatalog(), new DomainCatalog(), options, tokens, _time);
        _broadcast = new(_feed, list, _keys, tokens, options);
    }

    [Fact]
    public async Task Nothing_is_told_before_the_log_was_read_and_when_it_was_not_for_longer_than_the_bound()
    {
        _broadcast.Since(null).ShouldBeNull();
        await ReadAsync();
        _broadcast.Since(null).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromSeconds(5.1));
        _broadcast.Since(null).ShouldBeNull();
    }

    [Fact]
    public async Task Who_follows_knows_what_the_node_knows()
    {
        Add("ses_old");
        await ReadAsync();
        var set = new RevocationSet();
        var news = Apply(set, _broadcast.Since(null)!);
        set.Find("ses_old").ShouldNotBeNull();

        Add("ses_new");
        await ReadAsync();
        news = Apply(set, await news.Next);
        set.Find("ses_new").ShouldNotBeNull();
        set.AsOf.ShouldBe(_time.GetUtcNow().ToUnixTimeMilliseconds());

        await ReadAsync(TimeSpan.FromSeconds(2));
        Apply(set, await news.Next).From.ShouldBe(news.AsOf);
        set.AsOf.ShouldBe(_time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_quiet_house_is_heard_four_times_in_a_bound_and_not_oftener()
    {
        await ReadAsync();
        var news = _broadcast.Since(null)!;
        await ReadAsync(TimeSpan.FromSeconds(0.5));
        news.Next.IsCompleted.ShouldBeFalse();
        await ReadAsync(TimeSpan.FromSeconds(0.75));
        news.Next.IsCompleted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(500, 10)]
    public async Task Much_is_told_in_parts_that_each_are_small_enough_to_be_looked_at(int entries, int parts)
    {
        for (var n = 0; n < entries; n++)
        {
            Add($"ses_{n}");
        }

        await ReadAsync();
        var news = _broadcast.Since(null)!;
        news.Messages.Count.ShouldBe(parts);
        var set = new RevocationSet();
        Apply(set, news);
        Enumerable.Range(0, entries).ShouldAllBe(n => set.Find($"ses_{n}") != null);
    }

    [Fact]
    public async Task Who_was_away_for_a_while_goes_on_and_who_was_away_for_longer_begins_anew()
    {
        await ReadAsync();
        var set = new RevocationSet();
        var away = Apply(set, _broadcast.Since(null)!).AsOf;
        Add("ses_1");
        await ReadAsync();
        await ReadAsync(TimeSpan.FromSeconds(30));

        var delta = _broadcast.Since(away)!;
        delta.From.ShouldBe(away);
        _broadcast.Since(delta.AsOf)!.Messages.ShouldBeEmpty();
        Apply(set, delta);
        set.Find("ses_1").ShouldNotBeNull();

        await ReadAsync(TimeSpan.FromMinutes(3));
        _broadcast.Since(away)!.From.ShouldBe(0);
        _broadcast.Since(long.MaxValue)!.From.ShouldBe(0);
        _broadcast.Since(-1)!.From.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_of_another_issuer_key_or_kind_is_not_believed()
    {
        await ReadAsync();
        var jws = _broadcast.Since(null)!.Messages.Single();
        var keys = VerificationKeys.Read(Jwks.Write(_keys.Ring, _time.GetUtcNow()))!;

        RevocationReader.Read(keys, jws, Issuer, out var isUnknown).ShouldNotBeNull();
        isUnknown.ShouldBeFalse();
        RevocationReader.Read(keys, jws, Issuer + "/", out _).ShouldBeNull();
        RevocationReader.Read(keys, jws[..^6] + "AAAAAA", Issuer, out _).ShouldBeNull();
        RevocationReader.Read(keys, "a.b.c", Issuer, out _).ShouldBeNull();
        var others = VerificationKeys.Read(Jwks.Write(new([SigningKey.Generate(SigningKeyUse.Revocations, default)]), default))!;
        RevocationReader.Read(others, jws, Issuer, out isUnknown).ShouldBeNull();
        isUnknown.ShouldBeTrue();
    }

    [Fact]
    public async Task A_clock_that_is_set_back_takes_no_cursor_back()
    {
        await ReadAsync();
        var before = _broadcast.Since(null)!.AsOf;
        _time.AdjustTime(_time.GetUtcNow().AddMinutes(-1));
        Add("ses_1");
        await _feed.RefreshAsync(CancellationToken.None);

        var set = new RevocationSet();
        Apply(set, _broadcast.Since(null)!);
        set.AsOf.ShouldBe(before + 1);
        set.Find("ses_1").ShouldNotBeNull();
    }

    public void Dispose()
    {
        _broadcast.Dispose();
        _feed.Dispose();
    }

    private void Add(string subject) => _log.Add(new(InvalidationKind.Session, subject, _time.GetUtcNow(), _log.Count + 1));

    private Task ReadAsync(TimeSpan? after = null)
    {
        _time.Advance(after ?? TimeSpan.FromMilliseconds(100));
        return _feed.RefreshAsync(CancellationToken.None);
    }

    private RevocationNews Apply(RevocationSet set, RevocationNews news)
    {
        var keys = VerificationKeys.Read(Jwks.Write(_keys.Ring, _time.GetUtcNow()))!;
        foreach (var jws in news.Messages)
        {
            set.Apply(RevocationReader.Read(keys, jws, Issuer, out _).ShouldNotBeNull()).ShouldBeTrue();
        }

        return news;
    }
}
