using CatalystAuth.Benchmarks.Tenants.Seeding;
using CatalystAuth.Client;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Server;
using CatalystAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CatalystAuth.Benchmarks.Tenants.Measuring;

/// <summary>A whole server on a seeded database, and the operator as its client.</summary>
internal sealed class SeededTarget : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Random _random = new(20_260);

    private SeededTarget(WebApplication app, SeedData data, HttpClient http, CatalystClient client) =>
        (_app, Data, Http, Client) = (app, data, http, client);

    public SeedData Data { get; }

    public HttpClient Http { get; }

    public CatalystClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>The organisation that has every user.</summary>
    public OrgId Everybody => Data.OrgIdOf(0);

    public static async Task<SeededTarget> StartAsync(string connection, string password)
    {
        var size = await ReadSizeAsync(connection);
        var settings = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Catalyst:PublicUrl"] = "http://localhost:5080",
            ["Catalyst:ForwardAuth:Urls"] = "http://127.0.0.1:0",
            // Always the same one: it has the key that the database's own secrets are kept under.
            ["Catalyst:DataDirectory"] = Path.Combine(Repository.Root, "artifacts", "benchmarks", "tenants"),
            ["Catalyst:Storage:Provider"] = "postgres",
            ["ConnectionStrings:Catalyst"] = connection,
            ["Catalyst:RateLimits:Flows:Permits"] = "0",
            ["Catalyst:RateLimits:Tokens:Permits"] = "0",
        };
        var app = CatalystServer.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        });
        await app.StartAsync();
        var url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = url };
        var client = new CatalystClient(http, new CatalystClientOptions { Url = url.ToString() });
        var signedIn = await client.Auth.StartFlowAsync(new(FlowTypes.SignIn, new() { Identifier = SeedData.OperatorEmail, Password = password }));
        if (Read(signedIn).Step.Kind != FlowStepKinds.Done)
        {
            throw new SeedException("The operator can't sign in: --password is what seed said.");
        }

        return new(app, new SeedData(size), http, client);
    }

    /// <summary>Any user but the operator.</summary>
    public long AnyUser() => _random.NextInt64(1, Data.Size.Users);

    public long AnyOrg() => _random.NextInt64(Data.Size.Orgs);

    /// <summary>A user, and one of the organisations that they are in.</summary>
    public (long User, long Org) AnyMember()
    {
        var user = AnyUser();
        var orgs = Data.OrgsOf(user);
        return (user, orgs[_random.Next(orgs.Count)].Org);
    }

    /// <summary>Where a page of the organisation that has everybody begins, found by walking there; null when there is no such page.</summary>
    public async Task<string?> WalkAsync(int page, int limit)
    {
        string? cursor = null;
        for (var left = (page - 1) * limit; left > 0;)
        {
            var step = Math.Min(left, PageRequest.MaxLimit);
            var read = Read(await Client.Members.ListAsync(Everybody, new PageRequest(step, cursor)));
            cursor = read.NextCursor;
            left -= step;
            if (cursor is null)
            {
                return null;
            }
        }

        return cursor;
    }

    public static T Read<T>(Result<T> result) => result.TryGet(out var value, out var error)
        ? value
        : throw new InvalidOperationException($"A measured call was refused, so there is nothing to measure: {error.Code} {error.Message}");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task<SeedSize> ReadSizeAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(
            "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM organisations), (SELECT count(*) FROM memberships)");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
