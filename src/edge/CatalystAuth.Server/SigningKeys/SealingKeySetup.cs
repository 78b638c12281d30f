using System.Security.Cryptography.X509Certificates;
using System.Xml;
using System.Xml.Linq;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Server.Configuration;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace CatalystAuth.Server.SigningKeys;

/// <summary>
/// Makes the data-protection key ring ready at start, before anything is sealed: takes over a ring that is in the data directory, where
/// earlier versions kept it, encrypts what is not encrypted yet when there is a certificate, and refuses to start without the one that
/// opens it. Otherwise a new key would be made in silence, and what the old ones sealed be lost.
/// </summary>
internal sealed partial class SealingKeySetup(
    ISealingKeyStore store, ServerSettings settings, SealingCertificates certificates, TimeProvider time, ILoggerFactory loggers)
{
    // The form of stored keys: Key storage format in the documentation of ASP.NET Core Data Protection.
    private static readonly XNamespace Form = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XName RequiresEncryption = Form + "requiresEncryption";
    private static readonly XName EncryptedSecret = Form + "encryptedSecret";

    private readonly ILogger _logger = loggers.CreateLogger<SealingKeySetup>();

    /// <exception cref="SettingException">The ring can't be opened with the certificates that are configured.</exception>
    public void Run()
    {
        TakeOver();
        Check();
        if (certificates.Current is { } certificate)
        {
            Encrypt(certificate);
        }
        else
        {
            LogInTheClear();
        }
    }

    private void TakeOver()
    {
        if (!Directory.Exists(settings.KeysDirectory))
        {
            return;
        }

        var known = store.List().Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(settings.KeysDirectory, "*.xml"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!known.Contains(name)
                && store.TryAdd(new() { Name = name, Xml = Parse(file).ToString(SaveOptions.DisableFormatting), StoredAt = time.GetUtcNow() }))
            {
                LogTakenOver(name, settings.KeysDirectory);
            }
        }
    }

    private void Check()
    {
        var known = certificates.All.Select(certificate => certificate.Thumbprint).ToHashSet(StringComparer.Ordinal);
        foreach (var key in store.List())
        {
            var needed = XElement.Parse(key.Xml).Descendants(EncryptedSecret).Descendants()
                .Where(element => element.Name.LocalName == "X509Certificate").Select(ThumbprintOf).ToList();
            if (needed.Count > 0 && !needed.Exists(known.Contains))
            {
                throw SettingException.For(
                    "Catalyst:DataProtection:Certificate:Path",
                    $"or one of Catalyst__DataProtection__OldCertificates has to be the certificate {needed[0]}: the keys in the database are encrypted with it.");
            }
        }
    }

    private void Encrypt(X509Certificate2 certificate)
    {
        var encryptor = new CertificateXmlEncryptor(certificate, loggers);
        foreach (var key in store.List())
        {
            var xml = XElement.Parse(key.Xml);
            var bare = xml.Descendants().Where(element => (bool?)element.Attribute(RequiresEncryption) == true).ToList();
            foreach (var element in bare)
            {
                var encrypted = encryptor.Encrypt(new XElement(element));
                element.ReplaceWith(new XElement(
                    EncryptedSecret, new XAttribute("decryptorType", encrypted.DecryptorType.AssemblyQualifiedName!), encrypted.EncryptedElement));
            }

            if (bare.Count > 0)
            {
                store.Replace(key, xml.ToString(SaveOptions.DisableFormatting));
                LogEncrypted(key.Name, certificate.Thumbprint);
            }
        }
    }

    private static string ThumbprintOf(XElement element)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(element.Value));
        return certificate.Thumbprint;
    }

    private static XElement Parse(string file)
    {
        try
        {
            return XElement.Load(file);
        }
        catch (XmlException e)
        {
            throw new InfraException($"{file} is no data-protection key; move it away.", e);
        }
    }

    [LoggerMessage(LogLevel.Information, "Took the data-protection key {Key} over from {Directory} into the database; the file is no longer used.")]
    private partial void LogTakenOver(string key, string directory);

    [LoggerMessage(LogLevel.Information, "Encrypted the data-protection key {Key} with the certificate {Thumbprint}.")]
    private partial void LogEncrypted(string key, string thumbprint);

    [LoggerMessage(
        LogLevel.Information,
        "The data-protection keys are not encrypted: whoever has the database or its backup can sign. Catalyst__DataProtection__Certificate__Path encrypts them.")]
    private partial void LogInTheClear();
}
