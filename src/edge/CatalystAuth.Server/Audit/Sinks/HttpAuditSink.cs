using System.Net.Http.Headers;
using System.Text.Json;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Sinks;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Audit.Sinks;

/// <summary>Posts records as JSON lines (<c>application/x-ndjson</c>) to where the operator says. What is not answered with 2xx was not taken.</summary>
internal sealed class HttpAuditSink(IHttpClientFactory clients, IOptions<AuditOptions> options) : IAuditSink
{
    public const string ClientName = "CatalystAuth.Audit";
    public const string MediaType = "application/x-ndjson";

    private const int MostBytes = 1024 * 1024;

    public string Name => AuditSinks.Http;

    public async Task SendAsync(IReadOnlyList<AuditSinkRecord> records, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        foreach (var record in records)
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(record, CatalystJson.Strict);
            if (body.Length > 0 && body.Length + line.Length >= MostBytes)
            {
                await PostAsync(body, cancellationToken);
                body.SetLength(0);
            }

            await body.WriteAsync(line, cancellationToken);
            body.WriteByte((byte)'\n');
        }

        await PostAsync(body, cancellationToken);
    }

    private async Task PostAsync(MemoryStream body, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.Sink.Url)
        {
            Content = new ByteArrayContent(body.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue(MediaType) } },
        };
        if (options.Value.Sink.Token is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if ((int)response.StatusCode is < 200 or >= 300)
        {
            throw new InfraException($"The audit sink answered {(int)response.StatusCode}; it takes records with 2xx.");
        }
    }
}
