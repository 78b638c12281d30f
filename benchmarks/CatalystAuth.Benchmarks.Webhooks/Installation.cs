using System.Globalization;
using CatalystAuth.Client;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Testing;
using Npgsql;

namespace CatalystAuth.Benchmarks.Webhooks;

/// <summary>One or two whole servers on a database of their own, and an operator with organisations.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private const string OperatorEmail = "root@example.com";
    private const string Password = "correct horse battery staple";

    private Installation(IReadOnlyList<CatalystServerProcess> nodes, CatalystClient client, NpgsqlDataSource sql) =>
        (Nodes, Client, Sql) = (nodes, client, sql);

    public IReadOnlyList<CatalystServerProcess> Nodes { get; }

    public CatalystClient Client { get; }

    public NpgsqlDataSource Sql { get; }

    public IReadOnlyList<OrgId> Orgs { get; private set; } = [];

    public static async Task<Installation> StartAsync(PostgreSqlServer postgres, int nodes, int orgs)
    {
        var connection = await postgres.CreateDatabaseAsync();
        var settings = new Dictionary<string, string?>
        {
            ["Catalyst__PublicUrl"] = "http://127.0.0.1:5080",
            ["Catalyst__Tokens__AccessLifetime"] = "01:00:00",
            ["Catalyst__Outbound__AllowLoopback"] = "true",
            ["Catalyst__Outbound__AllowHttp"] = "true",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        List<CatalystServerProcess> started =
        [
            await CatalystServerProcess.StartAsync(
                new() { PostgreSql = connection, Settings = settings, AdminEmail = OperatorEmail, AdminPassword = Password }),
        ];
        while (started.Count < nodes)
        {
            started.Add(await CatalystServerProcess.StartAsync(new()
            {
                PostgreSql = connection,
                Settings = new Dictionary<string, string?>(settings) { ["Catalyst__DataDirectory"] = started[0].DataDirectory },
            }));
        }

        var made = new Installation(started, new CatalystClient(started[0].Url), NpgsqlDataSource.Create(connection));
        _ = (await made.Client.Auth.StartFlowAsync(new(FlowTypes.SignIn, new() { Identifier = OperatorEmail, Password = Password }))).Value;
        var ids = new List<OrgId>();
        for (var i = 0; i < orgs; i++)
        {
            ids.Add((await made.Client.Orgs.CreateAsync(new($"Org {i.ToString(CultureInfo.InvariantCulture)}"))).Value.Id);
        }

        made.Orgs = ids;
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Sql.DisposeAsync();
        foreach (var node in Nodes.Reverse())
        {
            await node.DisposeAsync();
        }
    }
}
