using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.SigningKeys;

namespace CatalystAuth.Core.Audit.Personal;

/// <summary>
/// Opens the keys of subjects, and holds those to write with for a minute, in memory only. What is written meanwhile with a key that
/// another node erases can't be read either. Thread-safe.
/// </summary>
public sealed class SubjectKeys(ISecretProtector protector, TimeProvider time)
{
    private const int Most = 10_000;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (byte[] Key, DateTimeOffset Until)> _held = new(StringComparer.Ordinal);

    /// <summary>A new key, and its sealed form.</summary>
    internal (byte[] Key, SubjectKey Stored) Make(string subject)
    {
        var key = RandomNumberGenerator.GetBytes(PersonalSeal.KeyLength);
        return (key, new() { Subject = subject, Sealed = protector.Protect(Purpose(subject), key), CreatedAt = time.Now() });
    }

    /// <summary>Opens a key.</summary>
    /// <exception cref="InfraException">The key ring is not the one that it was sealed with.</exception>
    internal byte[] Open(SubjectKey stored) => protector.TryUnprotect(Purpose(stored.Subject), stored.Sealed, out var key)
        ? key
        : throw new InfraException("The key of personal audit data can't be opened: the key ring is not the one that it was sealed with.");

    /// <summary>A key that was held lately.</summary>
    internal bool TryFind(string subject, [NotNullWhen(true)] out byte[]? key)
    {
        lock (_lock)
        {
            var isHeld = _held.TryGetValue(subject, out var held) && time.GetUtcNow() < held.Until;
            key = isHeld ? held.Key : null;
            return isHeld;
        }
    }

    /// <summary>Holds a key that is committed.</summary>
    internal void Hold(string subject, byte[] key)
    {
        lock (_lock)
        {
            if (_held.Count >= Most)
            {
                _held.Clear();
            }

            _held[subject] = (key, time.GetUtcNow() + Life);
        }
    }

    /// <summary>Forgets keys.</summary>
    internal void Forget(IEnumerable<string> subjects)
    {
        lock (_lock)
        {
            foreach (var subject in subjects)
            {
                _held.Remove(subject);
            }
        }
    }

    private static string Purpose(string subject) => $"audit subject key {subject}";
}
