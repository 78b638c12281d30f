using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CatalystAuth.Core.Policies;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Policies;

/// <summary>
/// Asks Open Policy Agent by its data API: <c>POST /v1/data/{path}</c> with <c>{"input":…}</c>. Only <c>{"result":true}</c> and
/// <c>{"result":{"allow":true}}</c> let in; what can't be believed is a failure, and lets nobody in either.
/// </summary>
internal sealed partial class OpaClient(
    IHttpClientFactory clients, IOptions<OpaOptions> options, TimeProvider time, ILogger<OpaClient> logger)
{
    public const string ClientName = "CatalystAuth.Opa";

    internal const int MaxAnswerBytes = 64 * 1024;

    private const int MaxReason = 200;

    // Two answers in one are none.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly Uri _url = new($"{options.Value.Url!.AbsoluteUri.TrimEnd('/')}/v1/data/{options.Value.Path}");

    /// <summary>What it says, within the time that an answer may take.</summary>
    public async Task<PolicyVerdict> AskAsync(PolicyQuestion question)
    {
        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = OpaInput.Of(question) };
            if (options.Value.Token is { } token)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return response.StatusCode == HttpStatusCode.OK
                ? await ReadAsync(response.Content, timeout.Token)
                : Failed($"status {(int)response.StatusCode}");
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return Failed("timeout");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Failed("unreachable");
        }
    }

    private async Task<PolicyVerdict> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > MaxAnswerBytes)
        {
            return Failed("answer too large");
        }

        var buffer = ArrayPool<byte>.Shared.Rent(MaxAnswerBytes + 1);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, MaxAnswerBytes + 1), MaxAnswerBytes + 1, throwOnEndOfStream: false, cancellationToken);
            return length > MaxAnswerBytes ? Failed("answer too large") : Read(buffer.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private PolicyVerdict Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind != JsonValueKind.Object ? Failed("malformed answer")
                : document.RootElement.TryGetProperty("result", out var result) ? Read(result)
                : Refused("undefined");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is for text with half of a surrogate pair.
            return Failed("malformed answer");
        }
    }

    private PolicyVerdict Read(JsonElement result) => result.ValueKind switch
    {
        JsonValueKind.True => PolicyVerdict.Allowed,
        JsonValueKind.False => Refused(null),
        JsonValueKind.Object when result.TryGetProperty("allow", out var allow) => allow.ValueKind switch
        {
            JsonValueKind.True => PolicyVerdict.Allowed,
            JsonValueKind.False => Refused(ReasonOf(result)),
            _ => Failed("malformed answer"),
        },
        _ => Failed("malformed answer"),
    };

    // It is shown to whoever was refused, and kept.
    private static string? ReasonOf(JsonElement result)
    {
        if (!result.TryGetProperty("reason", out var found) || found.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var reason = new string([.. found.GetString()!.Take(MaxReason).Select(character => char.IsControl(character) ? ' ' : character)]).Trim();
        return reason.Length == 0 ? null : reason;
    }

    private static PolicyVerdict Refused(string? reason) => new(PolicyOutcome.EngineRefused, reason is null ? "opa" : $"opa {reason}");

    private PolicyVerdict Failed(string how)
    {
        LogFailed(how);
        return new(PolicyOutcome.EngineFailed, $"opa {how}");
    }

    [LoggerMessage(LogLevel.Debug, "Open Policy Agent can't be believed: {How}")]
    private partial void LogFailed(string how);
}
