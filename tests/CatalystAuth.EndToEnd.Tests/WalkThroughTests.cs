using System.Text.RegularExpressions;
using CatalystAuth.Client;
using CatalystAuth.Testing;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>The README's walk-through does what the README says.</summary>
public sealed partial class WalkThroughTests
{
    private const int ApiPort = 5080;
    private const int ForwardAuthPort = 5081;

    [Fact]
    public async Task The_walk_through_of_the_README_works_as_written()
    {
        var blocks = MarkdownBlocks.Read(Repository.Read("README.md"), "## Walk-through", "bash");
        blocks.ShouldNotBeEmpty();
        var script = string.Join('\n', blocks);
        var defaultPorts = FreePort.IsFree(ApiPort) && FreePort.IsFree(ForwardAuthPort);

        await using var server = await CatalystServerProcess.StartAsync(new()
        {
            Host = "localhost",
            ApiPort = defaultPorts ? ApiPort : null,
            ForwardAuthPort = defaultPorts ? ForwardAuthPort : null,
        });
        script = Assign(script, "CATALYST", ApiPort, server.Url);
        script = Assign(script, "FORWARD_AUTH", ForwardAuthPort, server.ForwardAuthUrl);

        var output = await ChildProcess.RunAsync(new("bash", "-euo", "pipefail", "-c", script));

        // The README says below the block which statuses it prints.
        var promised = Promise().Match(Repository.Read("README.md")).Groups[1].Value;
        Status().Matches(output).Select(match => match.Value).ShouldBe(Status().Matches(promised).Select(match => match.Value), output);
        output.ShouldContain("200");
        output.ShouldContain("401");
    }

    [Fact]
    public async Task The_lines_of_CSharp_in_the_README_work_as_written()
    {
        await using var server = await CatalystServerProcess.StartAsync(new());
        var at = server.Url.OriginalString;

#pragma warning disable xUnit1051 // Just the lines of the README, which hand on no CancellationToken.
        using var catalyst = new CatalystClient(at);
        _ = (await catalyst.Auth.StartFlowAsync(new("sign_up", new() { Email = "grace@example.com", Name = "Grace", Password = "correct horse battery staple" }))).Value;
        var org = (await catalyst.Orgs.CreateAsync(new("Acme"))).Value;
        var key = (await catalyst.Keys.IssueAsync(org.Id, new("reports", ["app:read"]))).Value;
#pragma warning restore xUnit1051

        key.Key.ShouldStartWith("ck_");
        var lines = string.Join('\n', MarkdownBlocks.Read(Repository.Read("README.md"), "## From C#", "csharp")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var tried = Repository.Read("tests/CatalystAuth.EndToEnd.Tests/WalkThroughTests.cs").Split('\n').Select(line => line.Trim().Replace("using var", "var", StringComparison.Ordinal).Replace("(at)", "(\"http://localhost:5080\")", StringComparison.Ordinal)).ToHashSet();
        lines.Length.ShouldBe(4);
        lines.ShouldAllBe(line => tried.Contains(line));
    }

    private static string Assign(string script, string name, int port, Uri url)
    {
        var written = $"{name}=http://localhost:{port}\n";
        script.ShouldContain(written);
        return script.Replace(written, $"{name}={url.GetLeftPart(UriPartial.Authority)}\n", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b[1-5]\d\d\b")]
    private static partial Regex Status();

    [GeneratedRegex("It prints ([^.]+)\\.")]
    private static partial Regex Promise();
}
