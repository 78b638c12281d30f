using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Mail.Smtp;

/// <summary>Checks the settings of the server that takes mails.</summary>
internal sealed class SmtpOptionsValidation(IOptions<MailOptions> mail) : IValidateOptions<SmtpOptions>
{
    private const int MostConnections = 32;

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(2);

    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        var problems = new List<string>();
        void Need(bool isGood, string problem)
        {
            if (!isGood)
            {
                problems.Add(problem);
            }
        }

        var isUsed = !string.IsNullOrEmpty(options.Host);
        Need(
            !isUsed || Uri.CheckHostName(options.Host) != UriHostNameType.Unknown,
            $"Catalyst__Mail__Smtp__Host is \"{options.Host}\"; it is a name or an address without a port, e.g. smtp.example.com.");
        Need(
            !isUsed || EmailAddress.IsValid(mail.Value.From),
            "Catalyst__Mail__From is needed with Catalyst__Mail__Smtp__Host: the address that mails come from, e.g. accounts@example.com.");
        Need(options.Port is null or (> 0 and <= 65535), $"Catalyst__Mail__Smtp__Port is {options.Port}; it is a number from 1 to 65535.");
        Need(Enum.IsDefined(options.Security), $"Catalyst__Mail__Smtp__Security is {options.Security}; it is startTls, tls or none.");
        Need(
            string.IsNullOrEmpty(options.User) == string.IsNullOrEmpty(options.Password),
            "Catalyst__Mail__Smtp__User and Catalyst__Mail__Smtp__Password are needed both or neither.");
        Need(
            string.IsNullOrEmpty(options.User) || options.Security != SmtpSecurity.None || IsThisMachine(options.Host),
            "Catalyst__Mail__Smtp__Security is none; a password goes to another machine with startTls or tls only.");
        Need(
            options.Timeout >= ShortestTimeout && options.Timeout <= LongestTimeout,
            $"Catalyst__Mail__Smtp__Timeout is {options.Timeout}; it is a time from {ShortestTimeout} to {LongestTimeout}.");
        Need(
            options.MaxConnections is >= 1 and <= MostConnections,
            $"Catalyst__Mail__Smtp__MaxConnections is {options.MaxConnections}; it is a number from 1 to {MostConnections}.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsThisMachine(string? host) => Uri.TryCreate($"smtp://{host}", UriKind.Absolute, out var uri) && uri.IsLoopback;
}
