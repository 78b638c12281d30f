using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Factors;

/// <summary>Whether passkeys are all that opens an account: there are no passwords, and it does not sign in by mail.</summary>
internal sealed class LastWayIn(IEmailStore emails, MailQueue mails, IOptions<FlowOptions> flows, TimeProvider time)
{
    public async Task<bool> IsByPasskeyAsync(UserId user, CancellationToken cancellationToken) =>
        !flows.Value.HasPasswords && flows.Value.Allows(FlowMethods.Passkey)
        && !(flows.Value.Allows(FlowMethods.Email) && mails.IsAvailable
            && (await emails.ListAsync(user, cancellationToken).ConfigureAwait(false)).Any(email => email.VerifiedAt is not null && email.Opens(time.Now())));
}
