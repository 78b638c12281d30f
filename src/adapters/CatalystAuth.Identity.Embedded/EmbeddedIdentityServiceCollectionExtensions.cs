using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Passwords;
using CatalystAuth.Identity.Embedded.Flows;
using CatalystAuth.Identity.Embedded.Passwords;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Identity.Embedded;

/// <summary>Registers the embedded identity provider.</summary>
public static class EmbeddedIdentityServiceCollectionExtensions
{
    /// <summary>
    /// Adds the built-in identity provider on ASP.NET Core Identity. A store for <see cref="IdentityUser{TKey}"/> of
    /// <see cref="Guid"/> has to be there; storage adds one.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The whole configuration; <see cref="EmbeddedIdentityOptions"/> is read from <c>Catalyst:Identity</c>.</param>
    public static IServiceCollection AddEmbeddedIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EmbeddedIdentityOptions>().Bind(configuration.GetSection("Catalyst:Identity")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmbeddedIdentityOptions>, EmbeddedIdentityOptionsValidation>();
        services.AddIdentityCore<IdentityUser<Guid>>(identity =>
        {
            identity.User.RequireUniqueEmail = true;

            // Any address is a name; the domain checks its form.
            identity.User.AllowedUserNameCharacters = string.Empty;
        });
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = EmbeddedIdentityProvider.HashIterations);
        services.AddSingleton<PasswordMeter>().AddSingleton<PasswordRules>();
        services.AddSingleton<IPasswordMeter>(provider => provider.GetRequiredService<PasswordRules>());
        services.AddScoped<DummyHash>();
        return services.AddScoped<IIdentityProvider, EmbeddedIdentityProvider>();
    }
}
