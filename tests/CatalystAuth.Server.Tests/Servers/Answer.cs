using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CatalystAuth.Server.Tests.Servers;

/// <summary>What came back.</summary>
public sealed record Answer(HttpStatusCode Status, string? ContentType, string Body, HttpResponseHeaders Headers)
{
    public JsonNode? Json { get; } = Parse(Body);

    public string? Code => Json is JsonObject problem && problem.TryGetPropertyValue("code", out var code) ? code?.GetValue<string>() : null;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        // A stream has no end to wait for.
        var type = response.Content.Headers.ContentType?.MediaType;
        return new(response.StatusCode, type, type == "text/event-stream" ? string.Empty : await response.Content.ReadAsStringAsync(), response.Headers);
    }

    /// <summary>A member by its path, e.g. <c>tokens.accessToken</c>.</summary>
    public JsonNode? At(string path) => path.Split('.').Aggregate(Json, (node, name) => node?[name]);

    public string Text(string path) => At(path)?.GetValue<string>() ?? throw new InvalidOperationException($"No {path} in {Body}");

    public IReadOnlyList<JsonNode> Items() => [.. (Json is JsonArray list ? list : Json!["items"]!.AsArray()).Select(item => item!)];

    public void ShouldBe(HttpStatusCode status, string? code = null)
    {
        Status.ShouldBe(status, Body);
        if (code is not null)
        {
            Code.ShouldBe(code, Body);
        }

        // Every refusal of the API is a problem with a code; those of OAuth have their own form.
        if ((int)status >= 400 && Json?["error"] is null)
        {
            ContentType.ShouldBe("application/problem+json");
            Code.ShouldNotBeNullOrEmpty(Body);
            At("status")!.GetValue<int>().ShouldBe((int)status);
        }
    }

    private static JsonNode? Parse(string body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
