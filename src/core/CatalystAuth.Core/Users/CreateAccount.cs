using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Passwords;

namespace CatalystAuth.Core.Users;

/// <summary>Makes an account with its credentials. Part of a larger unit of work.</summary>
internal sealed class CreateAccount(
    CallContext call, IUserStore users, IProfileStore profiles, IEmailStore emails, IIdentityProvider identity, Journal journal, TimeProvider time)
{
    public static readonly Error Refused = new(
        FlowErrorCodes.SignUpRefused, "An account can't be made with these answers. If you have one, sign in.", ErrorKind.Invalid);

    /// <summary>What is wrong with the answers, by field; empty when nothing is.</summary>
    /// <param name="email">The address.</param>
    /// <param name="password">The password.</param>
    /// <param name="name">The display name.</param>
    /// <param name="needsPassword">Whether there has to be a password.</param>
    public IReadOnlyList<FlowError> Check(string? email, string? password, string? name, bool needsPassword = true)
    {
        var errors = new List<FlowError>();
        if (!EmailAddress.IsValid(email))
        {
            errors.Add(new(FlowErrorCodes.InvalidAnswer, EmailAddress.Rule, "email"));
        }

        if (string.IsNullOrEmpty(password))
        {
            if (needsPassword)
            {
                errors.Add(new(FlowErrorCodes.InvalidAnswer, "A password is needed.", "password"));
            }
        }
        else if (identity.CheckNewPassword(password, PasswordContext.Of(email, name)) is { IsSuccess: false } refused)
        {
            errors.Add(new(refused.Error.Code, refused.Error.Message, "password"));
        }

        if (!DisplayNames.IsValid(name))
        {
            errors.Add(new(FlowErrorCodes.InvalidAnswer, DisplayNames.Rule, "name"));
        }

        return errors;
    }

    /// <summary>Makes it, with a password or without.</summary>
    public async Task<Result<UserAccount>> RunAsync(
        string email, string? password, string name, bool platformAdmin, CancellationToken cancellationToken, bool isProven = false)
    {
        var now = time.Now();
        var user = new UserAccount
        {
            Id = TypeId.New<UserId>(now),
            Email = email,
            Name = name,
            PlatformAdmin = platformAdmin,
            EmailVerified = isProven,
            CreatedAt = now,
        };
        var created = await identity.CreateAsync(user.Id, email, password, PasswordContext.Of(email, name), cancellationToken).ConfigureAwait(false);
        if (!created.IsSuccess)
        {
            return created.Error;
        }

        users.Add(user);
        emails.Add(new EmailEntry
        {
            Id = TypeId.New<EmailId>(now),
            UserId = user.Id,
            Address = email,
            Normalized = EmailAddress.KeyOf(email),
            Claimed = EmailAddress.KeyOf(email),
            Primary = true,
            VerifiedAt = isProven ? now : null,
            CreatedAt = now,
        });
        journal.Write(org: null, user.Id.ToString(), new UserCreated(new(email, name, platformAdmin)), actor: user.Id.ToString());
        KeepLocale(user.Id);
        return user;
    }

    // Mails are in the language in which the account was made.
    private void KeepLocale(UserId user)
    {
        if (call.Locale is { } locale)
        {
            profiles.Add(new ProfileEntry { UserId = user, Locale = locale });
            journal.Write(org: null, user.ToString(), new UserUpdated(new(), new(Locale: locale)), actor: user.ToString());
        }
    }
}
