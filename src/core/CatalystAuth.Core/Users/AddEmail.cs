using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.RateLimits;

namespace CatalystAuth.Core.Users;

/// <summary>
/// Adds an address of the caller's, unproven, and sends it a code. Whether somebody else has it shows nowhere: the answer is the same,
/// and only who reads that mailbox could go on.
/// </summary>
internal sealed class AddEmail(CallContext call, MyEmails mine, IEmailStore emails, MailQueue mails, MailboxLimit limit, Journal journal, TimeProvider time)
{
    private const int Most = 10;

    private static readonly Error Exists = new(UserErrorCodes.EmailExists, "You have proven this address already.", ErrorKind.Conflict);

    private static readonly Error TooMany = new(
        UserErrorCodes.TooManyEmails, $"An account has at most {Most} addresses. Remove one first.", ErrorKind.Conflict);

    public async Task<Result<UserEmail>> RunAsync(AddEmailRequest request, CancellationToken cancellationToken)
    {
        if (!EmailAddress.IsValid(request.Address))
        {
            return Error.Field(UserErrorCodes.InvalidEmail, "address", EmailAddress.Rule);
        }

        if (!MyAccount.Themselves(call).TryGet(out var caller, out var refusal))
        {
            return refusal;
        }

        if (await limit.TakeAsync(caller.UserId, request.Address, cancellationToken).ConfigureAwait(false) is { IsAllowed: false } taken)
        {
            return RateLimitRefusals.TooMany(taken.RetryAfter);
        }

        var code = EmailCode.New();
        return await mine.RunAsync<UserEmail>(
            (user, entries, _) =>
            {
                var found = MyEmails.Find(entries, request.Address);
                if (found?.VerifiedAt is not null)
                {
                    return Task.FromResult<Result<UserEmail>>(Exists);
                }

                if (found is null && entries.Count >= Most)
                {
                    return Task.FromResult<Result<UserEmail>>(TooMany);
                }

                var email = found ?? Add(user.Id, request.Address);
                email.CodeHash = EmailCode.Hash(email.Id, code);
                var expiresAt = time.Now() + EmailCode.Lifetime;
                email.CodeExpiresAt = expiresAt;
                email.CodeTries = EmailCode.MaxTries;
                mails.Enqueue(new(email.Address, User: user.Id), new VerificationMail(code, expiresAt));
                return Task.FromResult<Result<UserEmail>>(email.ToContract());
            },
            onDuplicate: null,
            cancellationToken).ConfigureAwait(false);
    }

    private EmailEntry Add(UserId user, string address)
    {
        var now = time.Now();
        var email = new EmailEntry
        {
            Id = TypeId.New<EmailId>(now),
            UserId = user,
            Address = address,
            Normalized = EmailAddress.KeyOf(address),
            CreatedAt = now,
        };
        emails.Add(email);
        journal.Write(org: null, user.ToString(), new UserEmailAdded(email.ToState()));
        return email;
    }
}
