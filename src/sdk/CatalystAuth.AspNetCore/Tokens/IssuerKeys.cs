using CatalystAuth.Tokens.SigningKeys;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.AspNetCore.Tokens;

/// <summary>
/// The issuer's public keys, read again when they are old and, not oftener than now and then, when a token names one that is not known. While
/// they can't be read those that are known stay good.
/// </summary>
internal sealed partial class IssuerKeys(IHttpClientFactory clients, Uri server, TimeProvider time, ILogger<IssuerKeys> logger)
    : IDisposable
{
    public const string ClientName = "CatalystAuth.Tokens";

    // Shorter than keys are published before they sign.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _oneRead = new(1, 1);
    private VerificationKeys? _keys;
    private long _readAt;
    private long _triedAt;

    /// <summary>
    /// The keys, among them one of that id if there is one; null when none were ever read. Old keys are read anew behind; only who brings a key
    /// that is not known waits.
    /// </summary>
    public async ValueTask<VerificationKeys?> FindAsync(string? id, CancellationToken cancellationToken)
    {
        var keys = Volatile.Read(ref _keys);
        if (keys is not null && (id is null || keys.Find(id) is not null))
        {
            if (time.GetElapsedTime(Volatile.Read(ref _readAt)) > Life && !IsTooSoon)
            {
                _ = ReadOnceAsync(keys, CancellationToken.None);
            }

            return keys;
        }

        await ReadOnceAsync(keys, cancellationToken).ConfigureAwait(false);
        return Volatile.Read(ref _keys);
    }

    private bool IsTooSoon => Volatile.Read(ref _triedAt) is not 0 and var tried && time.GetElapsedTime(tried) < LeastPause;

    // Who waited for another's try does not begin one of their own.
    private async Task ReadOnceAsync(VerificationKeys? seen, CancellationToken cancellationToken)
    {
        await _oneRead.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsTooSoon && ReferenceEquals(seen, _keys))
            {
                // To its end, whoever hangs up: else one who does would have them read each time.
                await ReadAsync().ConfigureAwait(false);
                Volatile.Write(ref _triedAt, time.GetTimestamp());
            }
        }
        finally
        {
            _oneRead.Release();
        }
    }

    public void Dispose() => _oneRead.Dispose();

    private async Task ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            using var client = clients.CreateClient(ClientName);
            var jwks = await client.GetByteArrayAsync(new Uri(server, "/.well-known/jwks-eddsa.json"), patience.Token).ConfigureAwait(false);
            if (VerificationKeys.Read(jwks) is { Count: > 0 } keys)
            {
                Volatile.Write(ref _keys, keys);
                Volatile.Write(ref _readAt, time.GetTimestamp());
            }
            else
            {
                LogNoKeys(server);
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            LogUnreachable(e, server);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The signing keys of {Issuer} can't be read now.")]
    private partial void LogUnreachable(Exception exception, Uri issuer);

    [LoggerMessage(LogLevel.Warning, "What {Issuer} gives as its signing keys are none.")]
    private partial void LogNoKeys(Uri issuer);
}
