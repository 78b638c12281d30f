using System.Globalization;
using CatalystAuth.Client;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Testing;
using Npgsql;

namespace CatalystAuth.EndToEnd.Tests.Webhooks;

/// <summary>Two servers on a PostgreSQL of their own, an operator, ten organisations, and fifty endpoints.</summary>
internal sealed class FireTown : IAsyncDisposable
{
    private const string OperatorEmail = "root@example.com";

    private readonly List<IAsyncDisposable> _parts = [];

    public PostgreSqlServer Database { get; private set; } = null!;

    public IReadOnlyList<CatalystServerProcess> Nodes { get; private set; } = null!;

    public FireReceiver Receiver { get; private set; } = null!;

    public CatalystClient Operator { get; private set; } = null!;

    public IReadOnlyList<OrgId> Orgs { get; private set; } = [];

    public IReadOnlyList<GroupId> Groups { get; private set; } = [];

    public IReadOnlyList<FireEndpoint> Endpoints { get; private set; } = [];

    /// <summary>Reads what the servers have stored.</summary>
    public NpgsqlDataSource Sql { get; private set; } = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<FireTown> StartAsync()
    {
        var town = new FireTown();
        try
        {
            await town.BuildAsync();
            return town;
        }
        catch
        {
            await town.DisposeAsync();
            throw;
        }
    }

    /// <summary>All events of the installation behind one, as <c>GET /v1/events</c> gives them.</summary>
    public async Task<IReadOnlyList<Event>> ReadEventsAsync(EventId? after = null)
    {
        var events = new List<Event>();
        while (true)
        {
            var page = (await Operator.Events.ReadAsync(new(After: after, Limit: EventQuery.MaxLimit), Cancelled)).Value;
            if (page.Items.Count == 0)
            {
                return events;
            }

            events.AddRange(page.Items);
            after = page.Items[^1].Id;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Operator?.Dispose();
        foreach (var part in Enumerable.Reverse(_parts))
        {
            await part.DisposeAsync();
        }
    }

    private async Task BuildAsync()
    {
        // The database is killed too: what it confirmed has to be with the operating system by then.
        Database = Own(await PostgreSqlServer.StartAsync("synchronous_commit=on"));
        var connection = await Database.CreateDatabaseAsync();

        // Not pooled: no connection outlives the database.
        Sql = Own(NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }));
        Receiver = Own(await FireReceiver.StartAsync());
        var settings = new Dictionary<string, string?>
        {
            ["Catalyst__PublicUrl"] = "http://127.0.0.1:5080",
            ["Catalyst__Tokens__AccessLifetime"] = "01:00:00",
            ["Catalyst__Webhooks__Lease"] = "00:00:05",
            ["Catalyst__Outbound__WebhookTimeout"] = "00:00:02",
            ["Catalyst__Outbound__AllowLoopback"] = "true",
            ["Catalyst__Outbound__AllowHttp"] = "true",
        };
        var first = Own(await CatalystServerProcess.StartAsync(
            new() { PostgreSql = connection, Settings = settings, AdminEmail = OperatorEmail, AdminPassword = Tenant.Password }));
        var second = Own(await CatalystServerProcess.StartAsync(
            new() { PostgreSql = connection, Settings = new Dictionary<string, string?>(settings) { ["Catalyst__DataDirectory"] = first.DataDirectory } }));
        Nodes = [first, second];
        Operator = new CatalystClient(first.Url);
        await Operator.Auth.StartFlowAsync(new(FlowTypes.SignIn, new() { Identifier = OperatorEmail, Password = Tenant.Password }), Cancelled);
        await SettleAsync();
    }

    private async Task SettleAsync()
    {
        var (orgs, groups, endpoints) = (new List<OrgId>(), new List<GroupId>(), new List<FireEndpoint>());
        for (var i = 0; i < FireScale.Orgs; i++)
        {
            orgs.Add((await Operator.Orgs.CreateAsync(new($"Org {i.ToString(CultureInfo.InvariantCulture)}"), Cancelled)).Value.Id);
            groups.Add((await Operator.Groups.CreateAsync(orgs[i], new("First", Slug: "first"), Cancelled)).Value.Id);
        }

        for (var i = 0; i < FireScale.Endpoints; i++)
        {
            var org = orgs[FireEndpoint.OrgOf(i)];
            var made = (await Operator.Webhooks.CreateAsync(
                org,
                new(Receiver.UrlOf(i), FireEndpoint.FilterOf(i), MaxConcurrent: FireScale.Concurrent, Retries: FireEndpoint.RetriesOf(i)),
                Cancelled)).Value;
            Receiver.Trust(i, made.Secret!);
            endpoints.Add(new(i, org, made.Id, FireEndpoint.FilterOf(i)));
        }

        (Orgs, Groups, Endpoints) = (orgs, groups, endpoints);
    }

    private T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }
}
