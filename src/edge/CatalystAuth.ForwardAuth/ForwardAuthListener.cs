using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth;

/// <summary>
/// A server of its own on which nothing but verify routes answers: no page, no health check, no fallback that could be taken for an
/// allowed request. It has no middleware; all that a request meets is <see cref="VerifyHandler"/>.
/// </summary>
public sealed class ForwardAuthListener : IHostedService, IAsyncDisposable
{
    private const int MaxHeaderBytes = 64 * 1024;

    private readonly WebApplication _app;

    /// <summary>Makes it; <see cref="StartAsync"/> opens the ports.</summary>
    public ForwardAuthListener(IServiceProvider services, IOptions<ForwardAuthOptions> options, ILoggerFactory loggers)
    {
        var handler = services.GetRequiredService<VerifyHandler>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<ILoggerFactory>(new ListenerLoggers(loggers));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
            kestrel.Limits.MaxRequestBodySize = 0;
        });
        _app = builder.Build();
        foreach (var url in options.Value.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            _app.Urls.Add(url);
        }

        _app.Run(handler.HandleAsync);
    }

    /// <summary>The addresses that it listens on, with the ports that were given.</summary>
    public IReadOnlyList<string> Addresses => [.. _app.Urls];

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => _app.StartAsync(cancellationToken);

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
