using System.Collections.Concurrent;
using System.Diagnostics;
using CatalystAuth.Core.Policies;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>What hosting does for the log of requests, which costs memory on each of them.</summary>
public sealed class ListenerLoggersTests
{
    [Theory]
    [InlineData(LogLevel.Warning, false)]
    [InlineData(LogLevel.Information, true)]
    public async Task A_request_has_an_activity_and_a_scope_only_where_requests_are_logged(LogLevel level, bool isLogged)
    {
        await using var gate = await TestGate.StartAsync();
        using var log = new ScopeLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log).SetMinimumLevel(level));
        await using var listener = new ForwardAuthListener(gate.Get<IServiceProvider>(), gate.Get<IOptions<ForwardAuthOptions>>(), loggers);
        await listener.StartAsync(TestContext.Current.CancellationToken);
        bool? hasActivity = null;
        gate.Engine.Answer = _ =>
        {
            hasActivity = Activity.Current is not null;
            return PolicyVerdict.Allowed;
        };
        var app = gate.NewApp() with { Engine = "test" };
        gate.Put(app);

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{listener.Addresses[0]}/fa/caddy/{app.Id}");
        foreach (var (name, value) in new[] { ("Method", "GET"), ("Proto", "http"), ("Host", "app.localhost"), ("Uri", "/public/x") })
        {
            request.Headers.Add($"X-Forwarded-{name}", value);
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(200);
        hasActivity.ShouldBe(isLogged);
        log.Opened.Contains("Microsoft.AspNetCore.Hosting.Diagnostics").ShouldBe(isLogged);
    }

    [Fact]
    public void Every_other_logger_is_the_servers()
    {
        using var log = new ScopeLog();
        using var server = LoggerFactory.Create(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Error));
        using var loggers = new ListenerLoggers(server);

        loggers.CreateLogger("Microsoft.AspNetCore.Server.Kestrel").IsEnabled(LogLevel.Error).ShouldBeTrue();
        loggers.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Critical).ShouldBeFalse();
    }

    /// <summary>Keeps the categories in which scopes were opened.</summary>
    private sealed class ScopeLog : ILoggerProvider
    {
        public ConcurrentBag<string> Opened { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Category(categoryName, Opened);

        public void Dispose()
        {
        }

        private sealed class Category(string name, ConcurrentBag<string> opened) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                opened.Add(name);
                return null;
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
            }
        }
    }
}
