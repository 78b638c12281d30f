using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Mail;

/// <summary>Checks what mails have in common.</summary>
internal sealed class MailOptionsValidation : IValidateOptions<MailOptions>
{
    private const int Most = 100;

    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var problems = new List<string>();
        if (options.From is { Length: > 0 } from && !EmailAddress.IsValid(from))
        {
            problems.Add($"Catalyst__Mail__From is \"{from}\"; it is an e-mail address alone, e.g. accounts@example.com. A name goes into Catalyst__Mail__FromName.");
        }

        if (options.FromName is { } fromName && !IsLine(fromName))
        {
            problems.Add($"Catalyst__Mail__FromName is one line of 1 to {Most} characters.");
        }

        if (!MailLocales.Has(options.DefaultLocale))
        {
            problems.Add($"Catalyst__Mail__DefaultLocale is \"{options.DefaultLocale}\"; it is one of {string.Join(", ", MailLocales.All)}.");
        }

        if (!Enum.IsDefined(options.Mailbox))
        {
            problems.Add($"Catalyst__Mail__Mailbox is {options.Mailbox}; it is auto or off.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsLine(string text) => text.Length is > 0 and <= Most && !text.Any(char.IsControl) && !string.IsNullOrWhiteSpace(text);
}
