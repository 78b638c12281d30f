using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CatalystAuth.ForwardAuth;

/// <summary>
/// The server's loggers, but for the log of requests where it is off. While its logger takes any level, hosting starts an activity and opens a scope for each
/// request, which cost more memory than all the rest of it. Who listens to traces gets the activity nevertheless.
/// </summary>
internal sealed class ListenerLoggers(ILoggerFactory loggers) : ILoggerFactory
{
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public ILogger CreateLogger(string categoryName)
    {
        var logger = loggers.CreateLogger(categoryName);
        return categoryName != Requests || logger.IsEnabled(LogLevel.Information) ? logger : NullLogger.Instance;
    }

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    // They are the server's.
    public void Dispose()
    {
    }
}
