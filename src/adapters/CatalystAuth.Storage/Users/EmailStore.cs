using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Users;

internal sealed class EmailStore(CatalystDbContext context) : IEmailStore
{
    public async Task<IReadOnlyList<EmailEntry>> ListAsync(UserId user, CancellationToken cancellationToken)
    {
        await context.Emails.Where(email => email.UserId == user).LoadAsync(cancellationToken).ConfigureAwait(false);

        // With what this transaction has added itself: a sign-up accepts an invitation in the same one.
        return [.. context.Emails.Local.Where(email => email.UserId == user).OrderBy(email => email.Id)];
    }

    public Task<string?> FindPrimaryOfAsync(string normalized, CancellationToken cancellationToken) => context.Emails
        .Where(email => email.Claimed == normalized && !email.Primary && email.VerifiedAt != null)
        .Join(context.Accounts, email => email.UserId, user => user.Id, (_, user) => user.Email)
        .FirstOrDefaultAsync(cancellationToken);

    public Task<EmailEntry?> FindClaimAsync(string normalized, CancellationToken cancellationToken) =>
        context.Emails.FirstOrDefaultAsync(email => email.Claimed == normalized, cancellationToken);

    public Task<AddressOwner?> FindOwnerAsync(string normalized, DateTimeOffset now, CancellationToken cancellationToken) => context.Emails
        .Where(email => email.Claimed == normalized)
        .Join(
            context.Accounts,
            email => email.UserId,
            user => user.Id,
            (email, user) => new AddressOwner(
                user.Id,
                email.Address,
                user.Name,
                email.VerifiedAt != null,
                (email.Primary || email.VerifiedAt <= now - EmailEntry.Settling)
                    && (user.BannedAt == null || user.BanExpiresAt <= now)))
        .FirstOrDefaultAsync(cancellationToken);

    public Task<bool> IsClaimedAsync(string normalized, UserId except, CancellationToken cancellationToken) =>
        context.Emails.AnyAsync(email => email.Claimed == normalized && email.UserId != except, cancellationToken);

    public void Add(EmailEntry email) => context.Add(email);

    public void Remove(EmailEntry email) => context.Remove(email);
}
