using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Results;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Audit;

public sealed class ExportTests
{
    private const string Route = "GET /v1/audit/export";

    [Theory]
    [InlineData(AuditFormats.JsonLines, "{\"format\":\"catalyst-audit\"}\n{\"seq\":1,\"x\":\"a\"}\n{\"checkpoint\":\"j\"}\n{\"seq\":2}\n{\"final\":\"j\"}\n")]
    [InlineData(AuditFormats.Csv, "seq,data\r\n1,\"a\r\n\"\"b\"\"\"\r\n2,c\r\n")]
    public async Task It_tells_how_far_it_is(string format, string body)
    {
        var server = new FakeServer().Answer(Route, _ => Answer(new StringContent(body, Encoding.UTF8)));
        using var client = NewClient(server);
        client.UseTokens(TokensOf("1"));
        var told = new Told();

        await using var export = (await client.Audit.ExportAsync(new(Format: format), told, TestContext.Current.CancellationToken)).Value;

        export.Total.ShouldBe(2);
        export.FileName.ShouldBe("audit-platform-1-2.jsonl");
        using var reader = new StreamReader(export.Content);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe(body);
        told.Last.ShouldBe(new(2, 2));
    }

    [Fact]
    public async Task It_may_be_larger_than_other_answers()
    {
        var server = new FakeServer().Answer(Route, _ => Answer(new ByteArrayContent(new byte[3 * 1024 * 1024])));
        using var client = NewClient(server);
        client.UseTokens(TokensOf("1"));

        await using var export = (await client.Audit.ExportAsync(new(), cancellationToken: TestContext.Current.CancellationToken)).Value;

        using var copy = new MemoryStream();
        await export.Content.CopyToAsync(copy, TestContext.Current.CancellationToken);
        copy.Length.ShouldBe(3 * 1024 * 1024);
    }

    [Fact]
    public async Task A_refusal_is_one_and_a_lost_connection_is_told()
    {
        var refusing = new FakeServer().Answer(Route, HttpStatusCode.Forbidden, """{"code":"auth.permission_denied","title":"No"}""");
        using var refused = NewClient(refusing);
        refused.UseTokens(TokensOf("1"));
        (await refused.Audit.ExportAsync(new(), cancellationToken: TestContext.Current.CancellationToken)).Error.Code.ShouldBe("auth.permission_denied");

        var breaking = new FakeServer().Answer(Route, _ => Answer(new StreamContent(new Broken())));
        using var client = NewClient(breaking);
        client.UseTokens(TokensOf("1"));
        await using var export = (await client.Audit.ExportAsync(new(), cancellationToken: TestContext.Current.CancellationToken)).Value;
        await Should.ThrowAsync<InfraException>(() => export.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
    }

    private static HttpResponseMessage Answer(HttpContent content)
    {
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = "audit-platform-1-2.jsonl" };
        return new(HttpStatusCode.OK) { Content = content, Headers = { { AuditHeaders.Total, "2" } } };
    }

    private sealed class Told : IProgress<AuditExportProgress>
    {
        public AuditExportProgress Last { get; private set; }

        public void Report(AuditExportProgress value) => Last = value;
    }

    private sealed class Broken : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("gone");
    }
}
