using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CatalystAuth.Server.Configuration;

/// <summary>The certificates that the data-protection key ring is encrypted with in the database.</summary>
/// <param name="Current">The one that encrypts; null to keep the ring as it is.</param>
/// <param name="Older">Those that what was encrypted earlier is opened with.</param>
internal sealed record SealingCertificates(X509Certificate2? Current, IReadOnlyList<X509Certificate2> Older)
{
    private const string Section = "Catalyst:DataProtection";

    public IEnumerable<X509Certificate2> All => Current is null ? Older : [Current, .. Older];

    /// <summary>Reads and checks them.</summary>
    /// <exception cref="SettingException">A setting, or the file that it names, is wrong.</exception>
    public static SealingCertificates Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return new(
            ReadOne(section.GetSection("Certificate")),
            [.. section.GetSection("OldCertificates").GetChildren().Select(ReadOne).OfType<X509Certificate2>()]);
    }

    private static X509Certificate2? ReadOne(IConfigurationSection section)
    {
        var key = $"{section.Path}:Path";
        if (section["Path"] is not { Length: > 0 } path)
        {
            return section["Password"] is { Length: > 0 } ? throw SettingException.For(key, "is needed beside the password.") : null;
        }

        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, section["Password"]);
            using var privateKey = certificate.GetRSAPrivateKey();
            return privateKey is not null
                ? certificate
                : throw SettingException.For(key, $"is \"{path}\", which has no RSA private key; a PKCS #12 file (.pfx) with one is needed.");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                $"{key.Replace(":", "__", StringComparison.Ordinal)} is \"{path}\", which can't be read as a PKCS #12 file with the password beside it: {e.Message}", e);
        }
    }
}
