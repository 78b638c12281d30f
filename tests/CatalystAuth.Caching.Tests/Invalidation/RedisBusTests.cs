using CatalystAuth.Caching.Redis;
using CatalystAuth.Testing;

namespace CatalystAuth.Caching.Tests.Invalidation;

public sealed class RedisBusTests : BusTests, IAsyncLifetime
{
    private RedisServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private protected override Node NewNode(bool ofEvents = false) => Node.Create(services => services.AddCatalystRedis(_server.ConnectionString), ofEvents);
}

public sealed class RedisOutageTests : OutageTests
{
    private RedisServer _server = null!;

    public override async ValueTask InitializeAsync() => _server = await RedisServer.StartAsync();

    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    protected override Task KillAsync() => _server.KillAsync();

    protected override Task StartAgainAsync() => _server.StartAgainAsync();

    private protected override Node NewNode() => Node.Create(services => services.AddCatalystRedis(_server.ConnectionString));
}
