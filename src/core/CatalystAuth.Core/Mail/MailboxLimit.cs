using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Mail;

/// <summary>How many mails with a code one address gets, whoever asks from wherever: a mailbox is not to be flooded, nor its codes guessed.</summary>
internal sealed class MailboxLimit(IRateLimiter limiter)
{
    private const int HashBytes = 16;

    private static readonly RateLimit PerAddress = new(10, TimeSpan.FromHours(1));

    // What one account can have sent, to whomever.
    private static readonly RateLimit PerUser = new(20, TimeSpan.FromHours(1));

    // Of mails that nobody asked for, and that many can cause.
    private static readonly RateLimit Unasked = new(2, TimeSpan.FromHours(1));

    /// <summary>Takes the right to one.</summary>
    public ValueTask<RateLimitState> TakeAsync(string address, CancellationToken cancellationToken) =>
        limiter.TakeAsync($"mail:{Hash(address)}", PerAddress, 1, cancellationToken);

    /// <summary>Takes the right to one that a user has sent to an address that need not be theirs.</summary>
    public async ValueTask<RateLimitState> TakeAsync(UserId user, string address, CancellationToken cancellationToken)
    {
        var own = await limiter.TakeAsync($"mail-by:{user}", PerUser, 1, cancellationToken).ConfigureAwait(false);
        return own.IsAllowed ? await TakeAsync(address, cancellationToken).ConfigureAwait(false) : own;
    }

    /// <summary>Takes the right to one that its reader has not asked for. Counted by itself: it takes away none of those that they ask for.</summary>
    public ValueTask<RateLimitState> TakeUnaskedAsync(string address, CancellationToken cancellationToken) =>
        limiter.TakeAsync($"mail-unasked:{Hash(address)}", Unasked, 1, cancellationToken);

    private static string Hash(string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EmailAddress.KeyOf(address))).AsSpan(0, HashBytes));
}
