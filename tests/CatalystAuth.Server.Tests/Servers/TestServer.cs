using System.Net;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Setup;
using CatalystAuth.ForwardAuth;
using CatalystAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Server.Tests.Servers;

/// <summary>A whole server on free ports with a database of its own.</summary>
public abstract class TestServer : IAsyncLifetime
{
    public const string AdminEmail = "admin@example.com";
    public const string Password = "correct horse battery staple";

    private WebApplication? _app;

    /// <summary>The settings that say which database and keys it has.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; private set; } = new Dictionary<string, string?>();

    public IServiceProvider Services => _app!.Services;

    public Uri Url { get; private set; } = null!;

    public Uri ForwardAuthUrl { get; private set; } = null!;

    /// <summary>What the server logged, to look for secrets in it.</summary>
    public CapturedLog Log { get; } = new();

    /// <summary>The mails that it sent.</summary>
    public CapturedMails Mails => field ??= new(this);

    protected virtual bool HasAdmin => true;

    /// <summary>Whether mails end in <see cref="Mails"/>, or go where the settings say.</summary>
    protected virtual bool CapturesMails => true;

    protected virtual string DataDirectory { get; } = Directory.CreateTempSubdirectory("catalyst-").FullName;

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Catalyst:PublicUrl"] = "http://localhost:5080",
            ["Catalyst:ForwardAuth:Urls"] = "http://127.0.0.1:0",
            ["Catalyst:DataDirectory"] = DataDirectory,
            ["Catalyst:Outbound:AllowLoopback"] = "true",

            // All tests come from one address.
            ["Catalyst:RateLimits:Flows:Permits"] = "0",
            ["Catalyst:RateLimits:Tokens:Permits"] = "0",
            ["Catalyst:RateLimits:Session:Permits"] = "1000",
            ["Catalyst:Attempts:FreePerNetwork"] = "100000",
            ["Catalyst:Outbound:AllowHttp"] = "true",
        };
        if (HasAdmin)
        {
            settings["Catalyst:Bootstrap:AdminEmail"] = AdminEmail;
            settings["Catalyst:Bootstrap:AdminPassword"] = Password;
        }

        if (Time is not null)
        {
            // A turned clock ticks once for each interval that it passes; a month of seconds would take minutes.
            settings["Catalyst:Invalidation:Bound"] = "00:05:00";
            settings["Catalyst:Invalidation:PollInterval"] = "00:02:30";
        }

        await ConfigureAsync(settings);
        Settings = settings;
        _app = CatalystServer.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Host.UseServiceProviderFactory(new JournalCensus.Watching());
            builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(Log);
            if (CapturesMails)
            {
                builder.Services.AddSingleton<IMailSender>(Mails);
            }

            if (Time is not null)
            {
                builder.Services.AddSingleton<TimeProvider>(Time);
            }

            Replace(builder.Services);
        });
        await _app.StartAsync();
        Url = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        ForwardAuthUrl = new Uri(_app.Services.GetRequiredService<ForwardAuthListener>().Addresses[0]);
    }

    /// <summary>A clock that the test turns; null for the real one.</summary>
    protected virtual FakeTimeProvider? Time => null;

    public HttpClient NewHttpClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Url };

    public Caller Anonymous() => new(NewHttpClient(), null);

    public async Task<Caller> SignUpAsync(string name = "Ada")
    {
        var caller = Anonymous();
        var email = $"{name.ToLowerInvariant().Replace(' ', '.')}-{Guid.CreateVersion7():N}@example.com";
        var answer = await caller.PostAsync("/v1/auth/flows", new
        {
            type = "sign_up",
            answers = new { email, password = Password, name },
        });
        answer.ShouldBe(HttpStatusCode.OK);
        return Caller.Of(NewHttpClient(), answer);
    }

    public async Task<Caller> SignInAdminAsync()
    {
        var answer = await Anonymous().PostAsync("/v1/auth/flows", new
        {
            type = "sign_in",
            answers = new { identifier = AdminEmail, password = Password },
        });
        answer.ShouldBe(HttpStatusCode.OK);
        return Caller.Of(NewHttpClient(), answer);
    }

    /// <summary>The same user in a new session, with a token for an organisation.</summary>
    public async Task<Caller> EnterAsync(Caller caller, string org)
    {
        var answer = await Anonymous().PostAsync("/v1/auth/flows", new
        {
            type = "sign_in",
            answers = new { identifier = caller.Email, password = Password, org },
        });
        answer.ShouldBe(HttpStatusCode.OK);
        return Caller.Of(NewHttpClient(), answer);
    }

    public Task<Answer> SignInAsync(string identifier, string password = Password) =>
        Anonymous().PostAsync("/v1/auth/flows", new { type = "sign_in", answers = new { identifier, password } });

    public async Task<string?> NewSetupTokenAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PrepareSetup>().RunAsync(CancellationToken.None);
    }

    /// <summary>Turns the clock, and lets the server notice as its pump would.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        Time!.Advance(by);
        await Services.GetRequiredService<InvalidationFeed>().RefreshAsync(CancellationToken.None);
    }

    public virtual async ValueTask DisposeAsync()
    {
        try
        {
            if (_app is not null)
            {
                await EventTruth.CheckAsync(this);
            }
        }
        finally
        {
            await StopAsync();
            GC.SuppressFinalize(this);
        }
    }

    private async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        if (Directory.Exists(DataDirectory))
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }

    protected abstract Task ConfigureAsync(Dictionary<string, string?> settings);

    protected virtual void Replace(IServiceCollection services)
    {
    }
}

public class SqliteServer : TestServer
{
    protected override Task ConfigureAsync(Dictionary<string, string?> settings) => Task.CompletedTask;
}

public class PostgresServer : TestServer
{
    protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        var postgres = await PostgreSqlServer.SharedAsync();
        settings["Catalyst:Storage:Provider"] = "postgres";
        settings["ConnectionStrings:Catalyst"] = await postgres.CreateDatabaseAsync();
    }
}

/// <summary>On SQLite, with a clock that the test turns. One a class: a test must not turn the clock of another that runs beside it.</summary>
public sealed class ClockServer : SqliteServer
{
    public TurnedClock Clock { get; } = new(TimeProvider.System.GetUtcNow());

    protected override FakeTimeProvider Time => Clock;
}

/// <summary>On SQLite, not yet set up.</summary>
public sealed class FreshServer : SqliteServer
{
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    protected override FakeTimeProvider Time => Clock;

    protected override bool HasAdmin => false;
}
