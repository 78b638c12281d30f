using CatalystAuth.Contracts.Results;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.SigningKeys;

/// <summary>
/// The key ring of this node. It is loaded at start, again when the invalidation log tells of a change, and when a token names a key that
/// is not in it: that at most every ten seconds, whoever asks. Thread-safe.
/// </summary>
public sealed class SigningKeyProvider(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _oneReading = new(1, 1);
    private readonly Lock _lock = new();
    private KeyRing? _ring;
    private Task? _look;
    private long _lookedAt = long.MinValue;

    /// <summary>The ring.</summary>
    /// <exception cref="InfraException">It is not loaded yet.</exception>
    public KeyRing Ring => Volatile.Read(ref _ring) ?? throw new InfraException("The signing keys are not loaded yet.");

    /// <summary>Whether the ring is loaded.</summary>
    public bool IsLoaded => Volatile.Read(ref _ring) is not null;

    /// <summary>Looks whether there is a key by now that a token names and this node does not know.</summary>
    /// <returns>Whether there is, so that the token is worth another look.</returns>
    public async ValueTask<bool> LearnAsync(string token)
    {
        if (TokenVerifier.KeyIdOf(token) is not { } id || Ring.Find(id) is not null)
        {
            return false;
        }

        Task look;
        lock (_lock)
        {
            if (_look is null or { IsCompleted: true })
            {
                if (_lookedAt != long.MinValue && time.GetElapsedTime(_lookedAt) < Pause)
                {
                    return false;
                }

                _lookedAt = time.GetTimestamp();
                _look = LookAsync();
            }

            look = _look;
        }

        await look.ConfigureAwait(false);
        return Ring.Find(id) is not null;
    }

    /// <inheritdoc />
    public void Dispose() => _oneReading.Dispose();

    internal void Use(KeyRing ring) => Volatile.Write(ref _ring, ring);

    /// <summary>Reads a ring and uses it, one reading at a time: an older one must not come after a newer.</summary>
    internal async Task UseAsync(Func<KeyRing?, Task<KeyRing>> read, CancellationToken cancellationToken)
    {
        await _oneReading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Use(await read(Volatile.Read(ref _ring)).ConfigureAwait(false));
        }
        finally
        {
            _oneReading.Release();
        }
    }

    private async Task LookAsync()
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            await scope.ServiceProvider.GetRequiredService<LoadSigningKeys>().ReloadAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
