using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Server.Configuration;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace CatalystAuth.Server.SigningKeys;

/// <summary>Registers what seals secrets.</summary>
internal static class SealingServiceCollectionExtensions
{
    /// <summary>Data Protection with its ring in the database. Behind the start-up tasks: it reads the ring when it starts.</summary>
    public static void AddSealing(this IServiceCollection services, SealingCertificates certificates)
    {
        var protection = services.AddDataProtection().SetApplicationName("CatalystAuth");
        services.AddOptions<KeyManagementOptions>().Configure<IServiceScopeFactory, TimeProvider>(
            (options, scopes, time) => options.XmlRepository = new StoredXmlRepository(scopes, time));
        if (certificates.Current is { } current)
        {
            protection.ProtectKeysWithCertificate(current);
        }

        protection.UnprotectKeysWithAnyCertificate([.. certificates.All]);
        services.AddSingleton(certificates).AddScoped<SealingKeySetup>();
        services.AddSingleton<ISecretProtector, DataProtectionSecretProtector>();
    }
}
