using System.Collections.Concurrent;
using CatalystAuth.Core.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth.Principals;

/// <summary>Principals by the hashes of what they showed, bounded in entries and in bytes. Thread-safe, and waits for nobody.</summary>
internal sealed class PrincipalStore(IOptions<TokenOptions> options, TimeProvider time)
{
    private const int Capacity = 50_000;

    private readonly ConcurrentDictionary<CredentialHash, Principal> _principals = new();
    private int _count;
    private long _bytes;
    private int _isSweeping;

    /// <summary>How much memory they may take, about.</summary>
    public long MostBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How much memory they take, about.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The one of a hash, dead or alive.</summary>
    public Principal? Find(CredentialHash hash) => _principals.GetValueOrDefault(hash);

    /// <summary>Whether what it was learned from has not expired.</summary>
    public bool IsAlive(Principal principal, DateTimeOffset now) =>
        principal.Token.ExpiresAt > now.ToUnixTimeSeconds() - (long)options.Value.ClockSkew.TotalSeconds;

    /// <summary>Adds one, unless there is one by that hash.</summary>
    public void Add(CredentialHash hash, Principal principal)
    {
        var (bytes, count) = (Interlocked.Add(ref _bytes, principal.Count()), Interlocked.Increment(ref _count));
        if (!_principals.TryAdd(hash, principal))
        {
            Discount(principal);
        }
        else if (count > Capacity || bytes > MostBytes)
        {
            Sweep();
        }
    }

    /// <summary>Counts anew what one takes that has changed; of one that is not here it is nothing.</summary>
    public void Recount(Principal principal)
    {
        if (principal.Recount() is not 0 and var more && Interlocked.Add(ref _bytes, more) > MostBytes)
        {
            Sweep();
        }
    }

    /// <summary>Removes the one of a hash, if there is one.</summary>
    public void Remove(CredentialHash hash)
    {
        if (_principals.TryRemove(hash, out var principal))
        {
            Discount(principal);
        }
    }

    /// <summary>Removes one, if it is the one of that hash.</summary>
    /// <returns>Whether it did: of several who do so at once one.</returns>
    public bool Remove(CredentialHash hash, Principal principal)
    {
        if (!_principals.TryRemove(KeyValuePair.Create(hash, principal)))
        {
            return false;
        }

        Discount(principal);
        return true;
    }

    private void Discount(Principal principal)
    {
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -principal.Discount());
    }

    // The expired first, then any, down to three quarters. One caller sweeps; others go on.
    private void Sweep()
    {
        if (Interlocked.Exchange(ref _isSweeping, 1) == 1)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var (hash, principal) in _principals)
        {
            if (!IsAlive(principal, now))
            {
                Remove(hash);
            }
        }

        foreach (var (hash, _) in _principals)
        {
            if (Count <= Capacity * 3 / 4 && Bytes <= MostBytes * 3 / 4)
            {
                break;
            }

            Remove(hash);
        }

        Volatile.Write(ref _isSweeping, 0);
    }
}
