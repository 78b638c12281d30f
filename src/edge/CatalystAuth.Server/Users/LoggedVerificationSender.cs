using CatalystAuth.Core.Users;

namespace CatalystAuth.Server.Users;

/// <summary>
/// Stands in until mail is sent: in Development the code goes to the log, elsewhere it is dropped, as a log is no place for it.
/// </summary>
internal sealed partial class LoggedVerificationSender(IHostEnvironment environment, ILogger<LoggedVerificationSender> logger)
    : IEmailVerificationSender
{
    public Task SendAsync(string address, string code, CancellationToken cancellationToken)
    {
        if (environment.IsDevelopment())
        {
            LogCode(address, code);
        }
        else
        {
            LogDropped();
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "The code that proves {Address} is {Code}. Written here in Development only.")]
    private partial void LogCode(string address, string code);

    [LoggerMessage(LogLevel.Warning, "A code that proves an address was dropped: nothing is registered that sends mail.")]
    private partial void LogDropped();
}
