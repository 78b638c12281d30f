using System.Text.Json.Serialization;
using CatalystAuth.Caching.Redis;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Core;
using CatalystAuth.Core.Apps.ProxyConfigs;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Decisions;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Tokens;
using CatalystAuth.ForwardAuth;
using CatalystAuth.Identity.Embedded;
using CatalystAuth.Mail;
using CatalystAuth.Mail.Smtp;
using CatalystAuth.Server.Attempts;
using CatalystAuth.Server.Audit;
using CatalystAuth.Server.Audit.Sinks;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Configuration;
using CatalystAuth.Server.Decisions;
using CatalystAuth.Server.Events;
using CatalystAuth.Server.Factors;
using CatalystAuth.Server.Flows;
using CatalystAuth.Server.Health;
using CatalystAuth.Server.Hosting;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.Idempotency;
using CatalystAuth.Server.Keys;
using CatalystAuth.Server.Mail;
using CatalystAuth.Server.Observability;
using CatalystAuth.Server.OpenApi;
using CatalystAuth.Server.Orgs;
using CatalystAuth.Server.Policies;
using CatalystAuth.Server.Portal;
using CatalystAuth.Server.RateLimits;
using CatalystAuth.Server.Sessions;
using CatalystAuth.Server.SigningKeys;
using CatalystAuth.Server.Users;
using CatalystAuth.Storage;
using CatalystAuth.Webhooks;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server;

/// <summary>Puts the server together: the one place where ports meet their implementations.</summary>
public static class CatalystServer
{
    private const long MaxBodySize = 256 * 1024;

    // Below every other source, so that any of them can say otherwise. The console is for what matters to an operator.
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:CatalystAuth.Server.Authentication"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Error",
    };

    /// <summary>Builds it from the usual sources of configuration.</summary>
    /// <param name="args">Command-line arguments.</param>
    /// <param name="configure">Changes made before the services are fixed, by tests and by hosts that embed the server.</param>
    /// <exception cref="SettingException">A setting is wrong; the message names its key.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = "CatalystAuth.Server" });
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        configure?.Invoke(builder);
        var settings = ServerSettings.Read(builder.Configuration);
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(ServerSettings.DefaultUrls);
        }

        // Only our own names: a page that makes a browser resolve its name to this machine gets nowhere (DNS rebinding).
        if (string.IsNullOrEmpty(builder.Configuration["AllowedHosts"]))
        {
            builder.Configuration["AllowedHosts"] = $"localhost;127.0.0.1;[::1];{new Uri(settings.PublicUrl).Host}";
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodySize;
        });
        AddServices(builder.Services, builder.Configuration, settings);
        var app = builder.Build();
        ValidateOptions(app.Services);
        MapRoutes(app);
        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<StartupBanner>().Write(Console.Out));
        return app;
    }

    private static void AddServices(IServiceCollection services, ConfigurationManager configuration, ServerSettings settings)
    {
        Directory.CreateDirectory(settings.DataDirectory);
        services.AddSingleton(settings);
        services.AddOptions<TokenOptions>().BindConfiguration("Catalyst:Tokens").Configure(options => options.Issuer = settings.PublicUrl);
        services.AddOptions<InvalidationOptions>().BindConfiguration("Catalyst:Invalidation");
        services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsValidation>();
        services.AddSingleton<IValidateOptions<InvalidationOptions>, InvalidationOptionsValidation>();
        services.AddOptions<UserSessionOptions>().BindConfiguration("Catalyst:Sessions").ValidateOnStart();
        services.AddSingleton<IValidateOptions<UserSessionOptions>, SessionOptionsValidation>();
        services.AddOptions<IdentityCacheOptions>().BindConfiguration("Catalyst:IdentityCache").ValidateOnStart();
        services.AddSingleton<IValidateOptions<IdentityCacheOptions>, IdentityCacheOptionsValidation>();
        services.AddOptions<LabelOptions>().BindConfiguration("Catalyst:Labels").ValidateOnStart();
        services.AddOptions<OrgOptions>().BindConfiguration("Catalyst:Orgs").ValidateOnStart();
        services.AddSingleton<IValidateOptions<OrgOptions>, OrgOptionsValidation>();
        services.AddOptions<SigningKeyOptions>().BindConfiguration("Catalyst:SigningKeys").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SigningKeyOptions>, SigningKeyOptionsValidation>();
        services.AddOptions<AuditOptions>().BindConfiguration("Catalyst:Audit").ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuditOptions>, AuditOptionsValidation>();
        services.AddOptions<EventOptions>().BindConfiguration("Catalyst:Events").ValidateOnStart();
        services.AddSingleton<IValidateOptions<EventOptions>, EventOptionsValidation>();
        services.AddOptions<DecisionOptions>().BindConfiguration("Catalyst:Decisions").ValidateOnStart();
        services.AddSingleton<IValidateOptions<DecisionOptions>, DecisionOptionsValidation>();
        services.AddOptions<FlowOptions>().BindConfiguration("Catalyst:Flows")
            .Configure<IOptions<SmtpOptions>>((flows, smtp) => flows.MailLeaves = !string.IsNullOrWhiteSpace(smtp.Value.Host)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FlowOptions>, FlowOptionsValidation>();
        services.AddOptions<RateLimitOptions>().BindConfiguration("Catalyst:RateLimits").ValidateOnStart();
        services.AddSingleton<IValidateOptions<RateLimitOptions>, RateLimitOptionsValidation>();
        services.AddOptions<AttemptOptions>().BindConfiguration("Catalyst:Attempts").ValidateOnStart();
        services.AddSingleton<IValidateOptions<AttemptOptions>, AttemptOptionsValidation>();
        services.AddOptions<ProductOptions>().BindConfiguration("Catalyst:Product").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProductOptions>, ProductOptionsValidation>();
        services.AddHybridCache();

        services.AddCatalystCore();
        services.AddCatalystStorage(new StorageOptions { Provider = settings.Provider, ConnectionString = settings.ConnectionString });
        if (settings.Redis is { } redis)
        {
            services.AddCatalystRedis(redis);
        }

        services.AddEmbeddedIdentity(configuration);
        services.AddSingleton<IQrCode, SvgQrCode>();
        services.AddOpa(configuration);
        services.AddCatalystOutbound(configuration);

        // In this order: nothing listens before the start-up tasks are done.
        services.AddSingleton<MailboxAccess>().AddSingleton<StartupBanner>();
        services.AddHostedService<StartupTasks>();
        services.AddSealing(SealingCertificates.Read(configuration));

        // Before those who hand decisions in, so that it ends after them.
        services.AddHostedService<DecisionPump>();
        services.AddForwardAuth(configuration);
        services.AddOptions<ProxyConfigOptions>().Configure<ForwardAuthListener>((options, listener) =>
            options.ForwardAuthUrl = ServerSettings.FromListener(listener.Addresses[0]));
        services.AddHostedService<InvalidationPump>();
        services.AddHostedService<EventPump>();
        services.AddHostedService<WriteBehindPump<SessionActivity>>();
        services.AddHostedService<SessionPurgePump>();
        services.AddHostedService<DecisionEventPump>();
        services.AddHostedService<DecisionPurgePump>();
        services.AddHostedService<IdempotencyPump>();
        services.AddHostedService<AttemptPump>();
        services.AddHostedService<FactorPump>().AddHostedService<EmailChangePump>();
        services.AddHostedService<FlowPump>();
        services.AddHostedService<WriteBehindPump<KeyUsage>>();
        services.AddHostedService<KeyPump>();
        services.AddHostedService<OrgPurgePump>();
        services.AddHostedService<EventPurgePump>();
        services.AddCatalystWebhooks(configuration);
        services.AddCatalystMail(configuration, isLocal: new Uri(settings.PublicUrl).IsLoopback);
        services.AddHostedService<AuditPump>();
        services.AddHostedService<RetentionPump>();
        services.AddAuditSinks(configuration);
        services.AddCatalystTelemetry(configuration);
        services.AddHostedService<SigningKeyPump>();

        services.AddPortal();
        services.AddCatalystAuthentication();
        services.AddSingleton<BrowserFlows>();
        services.AddAuthorization();
        services.ConfigureHttpJsonOptions(json => CatalystJson.Apply(json.SerializerOptions, JsonUnmappedMemberHandling.Disallow));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<ErrorHandling>();
        services.AddProblemDetails();
        services.AddCatalystOpenApi();
        services.AddHealthChecks().AddCheck<ReadyCheck>("ready");
    }

    // Now rather than at first use: a wrong setting stops the start.
    private static void ValidateOptions(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            _ = services.GetRequiredService<IOptions<TokenOptions>>().Value;
            _ = services.GetRequiredService<IOptions<InvalidationOptions>>().Value;
        }
        catch (OptionsValidationException e)
        {
            throw new SettingException(string.Join(Environment.NewLine, e.Failures), e);
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            // What asks for a wrong setting fails by it too; it is named once.
            var failures = e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures).Distinct(StringComparer.Ordinal);
            throw new SettingException(string.Join(Environment.NewLine, failures), e);
        }
        catch (InvalidOperationException e) when (e.InnerException is FormatException)
        {
            // The binder's own sentence, with the key as it is written in the environment.
            throw new SettingException(e.Message.Replace(":", "__", StringComparison.Ordinal), e);
        }
    }

    private static void MapRoutes(WebApplication app)
    {
        app.UseTrustedProxies(app.Configuration);
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages(ErrorHandling.WriteStatusAsync);
        app.UseHeadRequests();
        app.UseRouting();
        app.UsePortalHeaders();
        app.UseCallContext();
        app.UseRateLimits();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseIdempotency();

        app.MapCatalyst();
    }
}
