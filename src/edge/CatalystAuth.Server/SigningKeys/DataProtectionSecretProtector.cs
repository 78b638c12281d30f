using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using CatalystAuth.Core.SigningKeys;
using Microsoft.AspNetCore.DataProtection;

namespace CatalystAuth.Server.SigningKeys;

/// <summary>Seals secrets with ASP.NET Core Data Protection; its key ring is in the database.</summary>
internal sealed class DataProtectionSecretProtector(IDataProtectionProvider provider) : ISecretProtector
{
    public byte[] Protect(string purpose, byte[] secret) => Protector(purpose).Protect(secret);

    public bool TryUnprotect(string purpose, byte[] sealedSecret, [NotNullWhen(true)] out byte[]? secret)
    {
        try
        {
            secret = Protector(purpose).Unprotect(sealedSecret);
            return true;
        }
        catch (CryptographicException)
        {
            secret = null;
            return false;
        }
    }

    private IDataProtector Protector(string purpose) => provider.CreateProtector("CatalystAuth", purpose);
}
