using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.RateLimits;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Core.Tests.Mail;

/// <summary>What is too much to try against a server.</summary>
public sealed class MailboxLimitTests
{
    private const string Address = "ada@example.com";

    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _clock = new(MailSamples.Now);
    private readonly CallContext _call = new() { IpAddress = "2001:db8::1" };
    private readonly Attempts _attempts = new();
    private readonly MailboxLimit _limit;

    public MailboxLimitTests() =>
        _limit = new(_call, new MemoryRateLimiter(_clock), new KnownNetworks(_call, _attempts, _clock));

    [Fact]
    public async Task An_inviter_mails_two_thousand_a_day_in_all_organisations()
    {
        var (user, other) = (TypeId.New<UserId>(_clock.GetUtcNow()), TypeId.New<UserId>(_clock.GetUtcNow()));
        OrgId[] orgs = [.. Enumerable.Range(0, 4).Select(_ => TypeId.New<OrgId>(_clock.GetUtcNow()))];

        for (var n = 0; n < 2000; n++)
        {
            (await _limit.TakeInvitationAsync(orgs[n % 4], user, $"{n}@example.com", None)).IsAllowed.ShouldBeTrue();
        }

        var refused = await _limit.TakeInvitationAsync(orgs[0], user, "last@example.com", None);
        refused.IsAllowed.ShouldBeFalse();
        refused.RetryAfter.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1) / 2000 + TimeSpan.FromSeconds(1));
        (await _limit.TakeInvitationAsync(orgs[0], other, "last@example.com", None)).IsAllowed.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromDays(1));
        (await _limit.TakeInvitationAsync(orgs[0], user, "last@example.com", None)).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Networks_that_are_known_have_fifty_in_all_so_that_nobody_floods_a_mailbox_from_a_thousand_of_them()
    {
        _attempts.Trusts = true;
        var allowed = 0;
        for (var n = 0; n < 100; n++)
        {
            _call.IpAddress = $"2001:db8:0:{n:x}::1";
            allowed += (await _limit.TakeAsync(Address, None)).IsAllowed ? 1 : 0;
        }

        allowed.ShouldBe(50);
        _attempts.Trusts = false;
        (await _limit.TakeAsync(Address, None)).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Each_costs_one_look_up_whoever_it_is_for()
    {
        await _limit.TakeAsync(Address, None);
        _attempts.Trusts = true;
        await _limit.TakeAsync("nobody@example.com", None);

        _attempts.Asked.Count.ShouldBe(2);
        _attempts.Asked.ShouldAllBe(subject => subject.Length == 32 && subject.All(char.IsAsciiHexDigitLower));
    }

    private sealed class Attempts : IAttemptStore
    {
        public bool Trusts { get; set; }

        public List<string> Asked { get; } = [];

        public Task<IReadOnlyList<AttemptCounter>> ListAsync(IReadOnlyList<string> subjects, CancellationToken cancellationToken)
        {
            Asked.AddRange(subjects);
            return Task.FromResult<IReadOnlyList<AttemptCounter>>(
                Trusts ? [.. subjects.Select(subject => new AttemptCounter { Subject = subject, TrustedUntil = DateTimeOffset.MaxValue })] : []);
        }

        public Task<IReadOnlyDictionary<string, AttemptCounter>> LockAsync(IReadOnlyList<string> subjects, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<int> RemoveAsync(DateTimeOffset before, DateTimeOffset now, int most, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
