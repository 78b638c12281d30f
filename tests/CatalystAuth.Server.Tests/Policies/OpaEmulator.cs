using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.Server.Tests.Policies;

/// <summary>
/// Open Policy Agent's data API as its documentation has it: <c>POST /v1/data/{path}</c> takes <c>{"input":…}</c> and answers 200 with
/// <c>result</c>, without one where the document is undefined; 400 for a body that is none, 401 without the token, 500 when a policy breaks.
/// </summary>
public sealed class OpaEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<JsonNode> _inputs = new();

    private OpaEmulator()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        _app = builder.Build();
        _app.MapPost("/v1/data/{**path}", AnswerAsync);
    }

    public string Url { get; private set; } = string.Empty;

    public string? Token { get; set; }

    /// <summary>The documents, by path; null is undefined.</summary>
    public ConcurrentDictionary<string, Func<JsonNode, JsonNode?>> Documents { get; } = new();

    /// <summary>What happens instead of an answer.</summary>
    public Func<HttpContext, Task>? Fault { get; set; }

    /// <summary>The inputs that came.</summary>
    public IReadOnlyList<JsonNode> Inputs => [.. _inputs];

    public static async Task<OpaEmulator> StartAsync()
    {
        var opa = new OpaEmulator();
        await opa._app.StartAsync();
        opa.Url = opa._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return opa;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, string path)
    {
        if (Token is not null && context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "unauthorized");
            return;
        }

        JsonNode? input;
        try
        {
            input = (await JsonNode.ParseAsync(context.Request.Body))?["input"];
        }
        catch (JsonException)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "invalid_parameter");
            return;
        }

        _inputs.Enqueue(input!);
        if (Fault is { } fault)
        {
            await fault(context);
            return;
        }

        var answer = new JsonObject { ["decision_id"] = Guid.CreateVersion7().ToString() };
        if (Documents.TryGetValue(path, out var document) && document(input!) is { } result)
        {
            answer["result"] = result;
        }

        await context.Response.WriteAsJsonAsync(answer);
    }

    private static Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new JsonObject { ["code"] = code, ["message"] = "refused" });
    }
}
