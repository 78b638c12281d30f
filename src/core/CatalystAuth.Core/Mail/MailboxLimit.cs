using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Mail;

/// <summary>How many mails with a code one address gets, whoever asks from wherever: a mailbox is not to be flooded, nor its codes guessed.</summary>
internal sealed class MailboxLimit(IRateLimiter limiter)
{
    private const int HashBytes = 16;

    private static readonly RateLimit PerAddress = new(10, TimeSpan.FromHours(1));

    /// <summary>Takes the right to one.</summary>
    public ValueTask<RateLimitState> TakeAsync(string address, CancellationToken cancellationToken) => limiter.TakeAsync(
        $"mail:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EmailAddress.KeyOf(address))).AsSpan(0, HashBytes))}",
        PerAddress, 1, cancellationToken);
}
