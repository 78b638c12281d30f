using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.AppSessions;
using CatalystAuth.ForwardAuth.Principals;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Rules;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth;

/// <summary>Registers forward-auth.</summary>
public static class ForwardAuthServiceCollectionExtensions
{
    /// <summary>
    /// Adds forward-auth with a listener of its own, which starts and stops with the host. Core and its options have to be there.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The whole configuration; <see cref="ForwardAuthOptions"/> is read from <c>Catalyst:ForwardAuth</c>.</param>
    public static IServiceCollection AddForwardAuth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ForwardAuthOptions>().Bind(configuration.GetSection("Catalyst:ForwardAuth")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ForwardAuthOptions>, ForwardAuthOptionsValidation>();
        services.AddSingleton<CompiledApps>().AddSingleton<PrincipalStore>().AddSingleton<PrincipalCache>().AddSingleton<DeadHandles>().AddSingleton<LookUps>();
        services.AddSingleton<TrustedProxies>().AddSingleton<DecisionMetrics>().AddSingleton<DecisionNotes>().AddSingleton<StrayDenials>().AddSingleton<VerifyHandler>();
        services.AddSingleton<DecisionMinter>();
        services.AddSingleton<AppLogin>().AddSingleton<AppSessionHandler>().AddSingleton<SignInStart>().AddSingleton<DecisionCookies>().AddSingleton<Allows>().AddSingleton<Refusals>();
        services.AddSingleton<ForwardAuthListener>();
        return services.AddHostedService(provider => provider.GetRequiredService<ForwardAuthListener>());
    }
}
