using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Passwords;
using CatalystAuth.Identity.Embedded.Flows;
using CatalystAuth.Identity.Embedded.Passkeys;
using CatalystAuth.Identity.Embedded.Passwords;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Identity.Embedded;

/// <summary>Registers the embedded identity provider.</summary>
public static class EmbeddedIdentityServiceCollectionExtensions
{
    private const int ChallengeBytes = 32;

    // COSE: ES256, ES384, ES512, PS256, and RS256 for what has no other.
    private static readonly HashSet<int> PasskeyAlgorithms = [-7, -35, -36, -37, -257];

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
        services.AddSingleton<DummyHash>();
        services.AddPasskeys(configuration);
        return services.AddScoped<IIdentityProvider, EmbeddedIdentityProvider>();
    }

    private static void AddPasskeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PasskeySettings>().Bind(configuration.GetSection("Catalyst:Passkeys")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PasskeySettings>, PasskeySettingsValidation>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<PasskeySettings>, IOptions<Core.Tokens.TokenOptions>>((passkeys, settings, tokens) =>
        {
            passkeys.ServerDomain = PasskeySettings.DomainOf(settings.Value, tokens.Value);
            passkeys.ChallengeSize = ChallengeBytes;
            passkeys.AuthenticatorTimeout = TimeSpan.FromMinutes(5);
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.AttestationConveyancePreference = "none";
            passkeys.IsAllowedAlgorithm = PasskeyAlgorithms.Contains;

            // Exactly: another port of the same host is another site's business.
            HashSet<string> origins = [PasskeySettings.OriginOf(tokens.Value), .. settings.Value.Origins];
            passkeys.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && origins.Contains(context.Origin));
        });
        services.AddIdentityCore<PasskeyOwner>();
        services.AddScoped<IUserStore<PasskeyOwner>, PasskeyOwnerStore>();
        services.AddScoped<IPasskeyHandler<PasskeyOwner>, PasskeyHandler<PasskeyOwner>>();
        services.AddScoped<IPasskeyCeremonies, PasskeyCeremonies>();
    }
}
