using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Mail;

/// <summary>Where a mail goes.</summary>
/// <param name="Address">The address.</param>
/// <param name="Name">
/// Whom to greet. Null for an address that nobody has proven: else anybody could have us send their words to strangers, as their name.
/// </param>
/// <param name="User">Whose language and time zone the mail is in; null for those of the account that has the address, if there is one.</param>
public sealed record MailAddress(string Address, string? Name = null, UserId? User = null)
{
    /// <summary>A user at their address, greeted when it is proven.</summary>
    public static MailAddress Of(UserAccount user) => new(user.Email, user.EmailVerified ? user.Name : null, user.Id);

    /// <summary>Without the name and most of the address, so that no log has them.</summary>
    public override string ToString() => EmailAddress.Mask(Address);
}
