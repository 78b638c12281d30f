using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Core.SigningKeys;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>Seals with a key of its own.</summary>
internal sealed class TestProtector : ISecretProtector
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public byte[] Protect(string purpose, byte[] secret)
    {
        var box = new byte[NonceBytes + TagBytes + secret.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(
            box.AsSpan(0, NonceBytes), secret, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
        return box;
    }

    public bool TryUnprotect(string purpose, byte[] sealedSecret, [NotNullWhen(true)] out byte[]? secret)
    {
        secret = null;
        if (sealedSecret.Length < NonceBytes + TagBytes)
        {
            return false;
        }

        using var aes = new AesGcm(_key, TagBytes);
        var opened = new byte[sealedSecret.Length - NonceBytes - TagBytes];
        try
        {
            aes.Decrypt(
                sealedSecret.AsSpan(0, NonceBytes), sealedSecret.AsSpan(NonceBytes + TagBytes), sealedSecret.AsSpan(NonceBytes, TagBytes), opened,
                Encoding.UTF8.GetBytes(purpose));
            secret = opened;
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
