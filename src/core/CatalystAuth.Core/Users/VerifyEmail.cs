using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Mail;

namespace CatalystAuth.Core.Users;

/// <summary>Proves an address with the code that was sent there. Each try counts, right or wrong.</summary>
internal sealed class VerifyEmail(MyEmails mine, IEmailStore emails, AccountNotices notices, Journal journal, TimeProvider time)
{
    // One refusal for every reason, so that it does not tell whether somebody else has proven the address.
    private static readonly Error Invalid = Error.Field(
        UserErrorCodes.InvalidEmailCode, "code", "The code is wrong, used, expired or was tried too often. Add the address again for another.");

    public async Task<Result<UserEmail>> RunAsync(string reference, VerifyEmailRequest request, CancellationToken cancellationToken)
    {
        var tried = await mine.RunAsync<Outcome>(
            async (user, entries, ct) =>
            {
                if (MyEmails.Find(entries, reference) is not { } email)
                {
                    return MyEmails.NotFound;
                }

                if (email.CodeHash is null || email.CodeTries < 1 || email.CodeExpiresAt <= time.Now())
                {
                    return Invalid;
                }

                // A wrong code is no refusal here: that would roll the count back.
                email.CodeTries--;
                var isProven = EmailCode.Matches(email, request.Code)
                    && !await emails.IsClaimedAsync(email.Normalized, user.Id, ct).ConfigureAwait(false);
                if (isProven)
                {
                    Prove(user, email);
                }

                return new Outcome(isProven, email.ToContract());
            },
            onDuplicate: Invalid,
            cancellationToken).ConfigureAwait(false);
        return tried.Match<Result<UserEmail>>(outcome => outcome.IsProven ? outcome.Email : Invalid, error => error);
    }

    private void Prove(UserAccount user, EmailEntry email)
    {
        var before = email.ToState();
        email.Prove(time.Now());
        user.EmailVerified |= email.Primary;
        user.Version++;
        journal.Write(org: null, user.Id.ToString(), new UserEmailVerified(before, email.ToState()));
        notices.AddressesChanged(user, email, AddressChange.Proven);
    }

    private sealed record Outcome(bool IsProven, UserEmail Email);
}
