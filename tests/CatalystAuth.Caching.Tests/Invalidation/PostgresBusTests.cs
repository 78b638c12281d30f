using CatalystAuth.Storage;
using CatalystAuth.Testing;

namespace CatalystAuth.Caching.Tests.Invalidation;

public sealed class PostgresBusTests : BusTests, IAsyncLifetime
{
    private StorageOptions _options = null!;

    public async ValueTask InitializeAsync() => _options = new()
    {
        Provider = StorageProvider.Postgres,
        ConnectionString = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync(),
    };

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected override Node NewNode(bool ofEvents = false) => Node.Create(services => services.AddCatalystStorage(_options), ofEvents);
}

public sealed class PostgresOutageTests : OutageTests
{
    private PostgreSqlServer _server = null!;
    private StorageOptions _options = null!;

    public override async ValueTask InitializeAsync()
    {
        _server = await PostgreSqlServer.StartAsync();
        _options = new() { Provider = StorageProvider.Postgres, ConnectionString = await _server.CreateDatabaseAsync() };
    }

    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    protected override Task KillAsync() => _server.KillAsync();

    protected override Task StartAgainAsync() => _server.StartAgainAsync();

    private protected override Node NewNode() => Node.Create(services => services.AddCatalystStorage(_options));
}
