using CatalystAuth.Core.Apps;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Entry = CatalystAuth.Core.Invalidation.Invalidation;

namespace CatalystAuth.Core.Tests.Invalidation;

public sealed class RevocationTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 500, TimeSpan.Zero);

    [Fact]
    public void A_revoked_session_or_key_takes_all_its_tokens_along()
    {
        var list = new RevocationList();
        list.Add(new Entry(InvalidationKind.Session, "ses_1", Now));
        list.Add(new Entry(InvalidationKind.Key, "key_1", Now));

        list.IsRevoked(Token(Now.AddHours(1)) with { SessionId = "ses_1" }).ShouldBeTrue();
        list.IsRevoked(Token(Now.AddHours(1)) with { Key = "key_1" }).ShouldBeTrue();
        list.IsRevoked(Token(Now.AddHours(-1)) with { SessionId = "ses_2", Key = "key_2" }).ShouldBeFalse();
    }

    [Fact]
    public void A_changed_membership_takes_only_the_tokens_from_before_along_to_the_millisecond()
    {
        var list = new RevocationList();
        list.Add(new Entry(InvalidationKind.Membership, "user_1/org_1", Now));

        list.IsRevoked(Token(Now)).ShouldBeTrue();
        list.IsRevoked(Token(Now.AddMilliseconds(-400))).ShouldBeTrue();
        list.IsRevoked(Token(Now.AddMilliseconds(1))).ShouldBeFalse();
        list.IsRevoked(Token(Now) with { Org = "org_2" }).ShouldBeFalse();
    }

    [Fact]
    public void A_banned_user_takes_every_token_from_before_along_whatever_it_is_for()
    {
        var list = new RevocationList();
        list.Add(new Entry(InvalidationKind.User, "user_1", Now));

        list.IsRevoked(Token(Now)).ShouldBeTrue();
        list.IsRevoked(Token(Now) with { Org = null, SessionId = "ses_9" }).ShouldBeTrue();
        list.IsRevoked(Token(Now.AddMilliseconds(1))).ShouldBeFalse();
        list.IsRevoked(Token(Now) with { Subject = "user_2" }).ShouldBeFalse();
    }

    [Fact]
    public void What_was_learned_behind_a_version_is_told_whenever_the_token_was_issued_and_in_whatever_order_it_came()
    {
        var list = new RevocationList();
        list.Add(new Entry(InvalidationKind.Membership, "user_1/org_1", Now));
        var read = list.Version;

        list.HasLearned(Token(Now.AddHours(1)), read).ShouldBeFalse();
        list.Add(new Entry(InvalidationKind.Membership, "user_2/org_1", Now));
        list.HasLearned(Token(Now.AddHours(1)), read).ShouldBeFalse();
        list.Add(new Entry(InvalidationKind.Membership, "user_1/org_1", Now.AddMinutes(-1)));
        list.HasLearned(Token(Now.AddHours(1)), read).ShouldBeTrue();
        list.HasLearned(Token(Now.AddHours(1)), list.Version).ShouldBeFalse();
        list.IsRevoked(Token(Now.AddHours(1))).ShouldBeFalse();
        list.IsRevoked(Token(Now)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("ent/org_1", true)]
    [InlineData("ent/user_1", true)]
    [InlineData("ent/plan/pro", true)]
    [InlineData("ent/*", true)]
    [InlineData("ent/org_2", false)]
    [InlineData("ent/plan/free", false)]
    public void Less_entitlements_take_the_tokens_from_before_along_that_are_for_an_organisation(string subject, bool dies)
    {
        var list = new RevocationList();
        list.Add(new Entry(InvalidationKind.Entitlements, subject, Now));

        list.IsRevoked(Token(Now) with { Plan = "pro" }).ShouldBe(dies);
        list.IsRevoked(Token(Now.AddMilliseconds(1)) with { Plan = "pro" }).ShouldBeFalse();
        list.IsRevoked(Token(Now) with { Org = null }).ShouldBeFalse();
    }

    [Fact]
    public void A_role_or_group_that_means_less_takes_the_tokens_along_that_carry_it()
    {
        var list = new RevocationList();
        list.Add(new Entry(InvalidationKind.Role, "org_1/role/releaser", Now));
        list.Add(new Entry(InvalidationKind.Group, "org_1/group/eng/backend", Now));

        list.IsRevoked(Token(Now) with { Roles = ["member", "releaser"] }).ShouldBeTrue();
        list.IsRevoked(Token(Now) with { Groups = ["eng", "eng/backend"] }).ShouldBeTrue();
        list.IsRevoked(Token(Now) with { Roles = ["member"], Groups = ["eng"] }).ShouldBeFalse();
        list.IsRevoked(Token(Now) with { Org = "org_2", Roles = ["releaser"], Groups = ["eng/backend"] }).ShouldBeFalse();
        list.IsRevoked(Token(Now.AddMilliseconds(1)) with { Roles = ["releaser"], Groups = ["eng/backend"] }).ShouldBeFalse();
    }

    [Fact]
    public void The_version_tells_that_something_was_added_and_not_that_it_was_read_again()
    {
        var list = new RevocationList();
        list.Add(new Entry(InvalidationKind.Session, "ses_1", Now));
        var version = list.Version;

        list.Add(new Entry(InvalidationKind.Session, "ses_1", Now));
        list.Version.ShouldBe(version);
        list.Add(new Entry(InvalidationKind.Session, "ses_2", Now));
        list.Version.ShouldBeGreaterThan(version);
    }

    [Fact]
    public async Task A_feed_that_was_not_read_for_longer_than_the_bound_is_stale()
    {
        var time = new FakeTimeProvider(Now);
        var feed = Feed(time, new RevocationList(), []);
        feed.IsStale.ShouldBeTrue();

        await feed.RefreshAsync(CancellationToken.None);
        feed.IsStale.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(5));
        feed.IsStale.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));
        feed.IsStale.ShouldBeTrue();
    }

    [Fact]
    public async Task What_another_node_wrote_late_and_with_a_slow_clock_is_still_read()
    {
        var time = new FakeTimeProvider(Now);
        var list = new RevocationList();
        var log = new List<Entry>();
        var feed = Feed(time, list, log);
        await feed.RefreshAsync(CancellationToken.None);

        log.Add(new Entry(InvalidationKind.Session, "ses_1", Now.AddSeconds(-30)));
        time.Advance(TimeSpan.FromSeconds(1));
        await feed.RefreshAsync(CancellationToken.None);

        list.IsRevoked(Token(Now) with { SessionId = "ses_1" }).ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_that_starts_reads_all_that_can_still_matter()
    {
        var time = new FakeTimeProvider(Now);
        var list = new RevocationList();
        var feed = Feed(time, list, [new Entry(InvalidationKind.Key, "key_1", Now.AddMinutes(-5))]);

        await feed.RefreshAsync(CancellationToken.None);

        list.IsRevoked(Token(Now) with { Key = "key_1" }).ShouldBeTrue();
    }

    private static InvalidationFeed Feed(TimeProvider time, RevocationList list, List<Entry> log)
    {
        var services = new ServiceCollection()
            .AddScoped<IInvalidationLog>(_ => new Log(log))
            .AddScoped<IAppStore>(_ => new NoApps())
            .AddScoped<IStoppedOrgs>(_ => new NoStoppedOrgs())
            .AddScoped<IForwardAuthDomainStore>(_ => new NoDomains())
            .BuildServiceProvider();
        return new InvalidationFeed(
            services.GetRequiredService<IServiceScopeFactory>(), list, new IdentityClock(time), new AppCatalog(), new DomainCatalog(), Options.Create(new InvalidationOptions()),
            Options.Create(new TokenOptions()), time);
    }

    private static AccessToken Token(DateTimeOffset issuedAt) => new()
    {
        Issuer = "i",
        Audience = "a",
        Subject = "user_1",
        Id = Guid.CreateVersion7(issuedAt).ToString("N"),
        IssuedAt = issuedAt.ToUnixTimeSeconds(),
        ExpiresAt = issuedAt.ToUnixTimeSeconds() + 300,
        ClientId = "c",
        Org = "org_1",
    };

    internal sealed class Log(List<Entry> entries) : IInvalidationLog
    {
        public void Append(Entry invalidation) => entries.Add(invalidation);

        public Task<IReadOnlyList<Entry>> ReadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Entry>>([.. entries.Where(entry => entry.At >= since)]);

        public Task<bool> AnySinceAsync(IReadOnlyCollection<string> subjects, DateTimeOffset since, CancellationToken cancellationToken) =>
            Task.FromResult(entries.Exists(entry => entry.At >= since && subjects.Contains(entry.Subject)));

        public Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken)
        {
            entries.RemoveAll(entry => entry.At < before);
            return Task.CompletedTask;
        }
    }
}
