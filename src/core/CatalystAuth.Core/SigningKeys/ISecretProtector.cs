using System.Diagnostics.CodeAnalysis;

namespace CatalystAuth.Core.SigningKeys;

/// <summary>Encrypts and authenticates what must not be read from a stolen database or a client's hand.</summary>
public interface ISecretProtector
{
    /// <summary>Seals bytes for one purpose.</summary>
    byte[] Protect(string purpose, byte[] secret);

    /// <summary>Opens what was sealed for the same purpose; false for anything else.</summary>
    bool TryUnprotect(string purpose, byte[] sealedSecret, [NotNullWhen(true)] out byte[]? secret);
}
