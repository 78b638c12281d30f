using CatalystAuth.Contracts.Results;
using CatalystAuth.Storage.Databases;

namespace CatalystAuth.Storage.Transactions;

/// <summary>
/// SQLite has one writer. Units of work of this process stand in line here, in order and without holding a thread, rather than
/// there. On PostgreSQL nobody waits.
/// </summary>
internal sealed class WriteGate(StorageOptions options) : IDisposable
{
    private readonly SemaphoreSlim? _line = options.Provider == StorageProvider.Sqlite ? new(1, 1) : null;

    /// <exception cref="InfraException">The line did not move for too long.</exception>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        if (_line is not null
            && !await _line.WaitAsync(TimeSpan.FromSeconds(DatabaseSetup.BusyTimeout), cancellationToken).ConfigureAwait(false))
        {
            throw new InfraException($"The database was busy for {DatabaseSetup.BusyTimeout} seconds.");
        }
    }

    public void Leave() => _line?.Release();

    public void Dispose() => _line?.Dispose();
}
