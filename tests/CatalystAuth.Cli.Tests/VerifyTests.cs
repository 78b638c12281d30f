using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CatalystAuth.Core.Tests.Audit;

namespace CatalystAuth.Cli.Tests;

public sealed class VerifyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("catalyst-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_good_export_is_good()
    {
        var (code, output, _) = await RunAsync("audit", "verify", Export(), "--jwks", Keys());
        code.ShouldBe(0, output);
        output.ShouldContain("records      12 good, from 3");
        output.ShouldContain("OK: this is what the server wrote.");
    }

    [Fact]
    public async Task It_is_read_from_standard_input_and_told_as_JSON()
    {
        using var input = new MemoryStream(SampleExport.Bytes(SampleExport.Of(2, 12).Lines));
        var (code, output, _) = await RunAsync(input, "audit", "verify", "-", "--jwks", Keys(), "--json");
        code.ShouldBe(0);
        var found = JsonNode.Parse(output)!;
        found["ok"]!.GetValue<bool>().ShouldBeTrue();
        found["signaturesChecked"]!.GetValue<bool>().ShouldBeTrue();
        found["records"]!.GetValue<int>().ShouldBe(12);
        found["fault"].ShouldBeNull();
    }

    [Fact]
    public async Task A_tampered_export_names_the_line()
    {
        var file = Export(lines => lines.RemoveAt(2));
        var (code, output, _) = await RunAsync("audit", "verify", file, "--jwks", Keys());
        code.ShouldBe(1);
        output.ShouldContain("TAMPERED: line 3, record 4: deleted.");

        (code, output, _) = await RunAsync("audit", "verify", file, "--jwks", Keys(), "--json");
        code.ShouldBe(1);
        JsonNode.Parse(output)!["fault"]!["kind"]!.GetValue<string>().ShouldBe("deleted");
        JsonNode.Parse(output)!["fault"]!["line"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Hashes_alone_are_told_to_be_no_proof()
    {
        var (code, output, _) = await RunAsync("audit", "verify", Export(), "--hashes-only");
        code.ShouldBe(0);
        output.ShouldContain("signatures were NOT checked");
    }

    [Fact]
    public async Task A_file_from_a_stranger_does_not_steer_the_terminal()
    {
        var file = Export(lines => lines[0] = lines[0].Replace(SampleExport.Issuer, "\\u001b[2J", StringComparison.Ordinal));
        var (_, output, _) = await RunAsync("audit", "verify", file, "--hashes-only");
        output.ShouldNotContain('\u001b');
    }

    [Fact]
    public async Task What_can_not_be_used_says_so_and_is_no_verdict()
    {
        var none = Path.Combine(_folder, "none");
        var other = Path.Combine(_folder, "other");
        await File.WriteAllTextAsync(other, "id,org\r\n", TestContext.Current.CancellationToken);
        string[][] lines =
        [
            ["audit", "verify", none, "--jwks", Keys()], ["audit", "verify", Export(), "--jwks", none], ["audit", "verify", Export(), "--jwks", other],
            ["audit", "verify", other, "--jwks", Keys()], ["audit", "verify", Export()], ["audit", "verify", Export(), "--jwks", Keys(), "--hashes-only"],
            ["audit", "verify", Export(), "--jwks", "http://example.com/jwks.json"], ["audit", "verify", _folder, "--jwks", Keys()],
            ["audit", "verify"], ["audit", "look"],
        ];
        foreach (var line in lines)
        {
            var (code, output, error) = await RunAsync(line);
            code.ShouldBe(2, string.Join(' ', line));
            (output + error).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task Keys_are_taken_from_a_server()
    {
        using var listener = new HttpListener();
        var port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        var answering = AnswerAsync(listener);

        var (code, output, error) = await RunAsync("audit", "verify", Export(), "--jwks", $"http://127.0.0.1:{port}/.well-known/jwks.json");

        code.ShouldBe(0, output + error);
        await answering;
    }

    private static async Task AnswerAsync(HttpListener listener)
    {
        var context = await listener.GetContextAsync();
        await context.Response.OutputStream.WriteAsync(SampleExport.Keys);
        context.Response.Close();
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private string Keys()
    {
        var file = Path.Combine(_folder, "jwks.json");
        File.WriteAllBytes(file, SampleExport.Keys);
        return file;
    }

    private string Export(Action<List<string>>? change = null)
    {
        var lines = SampleExport.Of(2, 12).Lines.ToList();
        change?.Invoke(lines);
        var file = Path.Combine(_folder, "export.jsonl");
        File.WriteAllBytes(file, SampleExport.Bytes(lines));
        return file;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var input = new MemoryStream();
        return await RunAsync(input, args);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(Stream input, params string[] args)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        await using var writer = new StringWriter(output);
        await using var errors = new StringWriter(error);
        var code = await CatalystCommand.RunAsync(args, input, writer, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
