using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Mail;

/// <summary>
/// How many mails one address gets: a mailbox is not to be flooded, nor its codes guessed. And nobody uses up what another needs: what strangers
/// draw from is not what the owner does.
/// </summary>
internal sealed class MailboxLimit(CallContext call, IRateLimiter limiter, KnownNetworks networks)
{
    private const int HashBytes = 16;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // Of mails that anybody can ask for: from one network, and in all from those where the owner has not signed in, or has.
    private static readonly RateLimit PerNetwork = new(5, Hour);
    private static readonly RateLimit Strange = new(20, Hour);
    private static readonly RateLimit Known = new(50, Hour);

    // What one account can have sent, to whomever, and to one address; and what all accounts of a network can to one.
    private static readonly RateLimit PerUser = new(20, Hour);
    private static readonly RateLimit PerUserAndAddress = new(10, Hour);
    private static readonly RateLimit Added = new(30, Hour);

    // Of mails that nobody asked for, and that many can cause.
    private static readonly RateLimit Unasked = new(2, Hour);

    // Of invitations, which strangers get with an organisation's words: of one organisation, and by one inviter, whatever organisations they make.
    private static readonly RateLimit Invited = new(3, Hour);
    private static readonly RateLimit PerInviter = new(2000, TimeSpan.FromDays(1));
    private static readonly RateLimit PerInviterAndAddress = new(10, TimeSpan.FromDays(1));

    private string Network => Hash(ClientNetwork.Of(call.IpAddress));

    /// <summary>Takes the right to one with a code, which anybody can ask for. Whether the address has an account makes no difference.</summary>
    public async ValueTask<RateLimitState> TakeAsync(string address, CancellationToken cancellationToken)
    {
        var isKnown = await networks.IsKnownAsync(address, cancellationToken).ConfigureAwait(false);
        var name = $"mail:{{{HashOf(address)}}}";
        return Tightest(await limiter.TakeAllAsync(
            [new($"{name}:{Network}", PerNetwork, 1), isKnown ? new($"{name}:known", Known, 1) : new($"{name}:strange", Strange, 1)], cancellationToken)
            .ConfigureAwait(false));
    }

    /// <summary>Takes the right to one that a user has sent to an address that need not be theirs. Others take none of it, but for those of their network.</summary>
    public async ValueTask<RateLimitState> TakeAsync(UserId user, string address, CancellationToken cancellationToken)
    {
        var name = $"mail-by:{{{user}}}";
        var own = Tightest(await limiter.TakeAllAsync(
            [new(name, PerUser, 1), new($"{name}:{HashOf(address)}", PerUserAndAddress, 1)], cancellationToken).ConfigureAwait(false));
        return own.IsAllowed
            ? await limiter.TakeAsync($"mail-added:{HashOf(address)}:{Network}", Added, 1, cancellationToken).ConfigureAwait(false)
            : own;
    }

    /// <summary>Takes the right to one that its reader has not asked for. Counted by itself: it takes away none of those that they ask for.</summary>
    public ValueTask<RateLimitState> TakeUnaskedAsync(string address, CancellationToken cancellationToken) =>
        limiter.TakeAsync($"mail-unasked:{HashOf(address)}", Unasked, 1, cancellationToken);

    /// <summary>Takes the right to one that invites.</summary>
    public async ValueTask<RateLimitState> TakeInvitationAsync(OrgId org, UserId inviter, string address, CancellationToken cancellationToken)
    {
        var invited = await limiter.TakeAsync($"invite:{org}:{HashOf(address)}", Invited, 1, cancellationToken).ConfigureAwait(false);
        var name = $"invite-by:{{{inviter}}}";
        return !invited.IsAllowed ? invited : Tightest(await limiter.TakeAllAsync(
            [new(name, PerInviter, 1), new($"{name}:{HashOf(address)}", PerInviterAndAddress, 1)], cancellationToken).ConfigureAwait(false));
    }

    // Of those that were allowed none has to wait.
    private static RateLimitState Tightest(IReadOnlyList<RateLimitState> states) => states.MaxBy(state => state.RetryAfter);

    private static string HashOf(string address) => Hash(EmailAddress.KeyOf(address));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}
