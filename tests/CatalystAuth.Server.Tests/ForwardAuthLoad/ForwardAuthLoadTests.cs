using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.ForwardAuthLoad;

/// <summary>
/// Thousands of sessions come by token, by cookie and by decision cookie over many connections, while the rules change and sessions, users and keys are
/// ended. Each answer is compared with what was right when it was asked for.
/// </summary>
public sealed class ForwardAuthLoadTests
{
    [Fact]
    public async Task Every_answer_is_right_whatever_changes_meanwhile()
    {
        await using var server = new LoadServer();
        await server.InitializeAsync();

        // The node that makes a change knows it before it says so.
        await RunAsync(server, sessions: 10_000, TimeSpan.Zero, server.ForwardAuthUrl);
    }

    [Fact]
    public async Task Every_answer_of_two_nodes_is_right_within_the_bound()
    {
        await using var first = new FirstLoadNode();
        await first.InitializeAsync();
        await using var second = new SecondLoadNode(first);
        await second.InitializeAsync();

        await RunAsync(first, sessions: 3000, TimeSpan.FromSeconds(5), first.ForwardAuthUrl, second.ForwardAuthUrl);
    }

    private static async Task RunAsync(TestServer server, int sessions, TimeSpan bound, params Uri[] nodes)
    {
        var town = await Town.BuildAsync(server, sessions);
        var policies = new Policies();
        await using var clients = new Clients(town, policies, nodes);
        await clients.GoRoundAsync();

        await policies.ChangeAsync(1, () => town.SetRulesAsync(Policies.Rules[1]), bound);
        var people = town.People;

        // By a step that meets every user and every kind.
        var ended = town.Credentials.Where(credential => credential.Session is not null).Where((_, i) => i % ((sessions / 50) + 3) == 0).ToList();
        foreach (var credential in ended)
        {
            await credential.Ended.MakeAsync(() => town.EndAsync(credential), bound);
        }

        await people[0].Ended.MakeAsync(() => town.BanAsync(people[0]), bound);
        await people[1].Ended.MakeAsync(() => town.RevokeAllAsync(people[1]), bound);
        await people[2].Ended.MakeAsync(() => town.RemoveAsync(people[2]), bound);
        await people[4].Demoted.MakeAsync(() => town.DemoteAsync(people[4]), bound);
        await town.KeysOfOrg[0].Ended.MakeAsync(() => town.RevokeAsync(town.KeysOfOrg[0]), bound);
        await town.KeysOfOrg[0].Ended.WaitAsync();
        await clients.GoRoundAsync();

        await policies.ChangeAsync(2, () => town.SetRulesAsync(Policies.Rules[2]), bound);
        await people[3].Ended.MakeAsync(() => town.BanAsync(people[3]), bound);
        await people[5].Demoted.MakeAsync(() => town.DemoteAsync(people[5]), bound);
        await people[5].Demoted.WaitAsync();

        // Now all is certain, and each is asked about at each node on every path.
        for (var round = 0; round < Policies.Paths.Count; round++)
        {
            await clients.GoRoundAsync();
        }

        await clients.StopAsync();
        clients.Wrong.ShouldBeEmpty();
        TestContext.Current.SendDiagnosticMessage("{0} answers were right", clients.Answered);
    }
}
