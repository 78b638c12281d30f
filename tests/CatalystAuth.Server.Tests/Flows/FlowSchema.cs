using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;
using Json.Schema;

namespace CatalystAuth.Server.Tests.Flows;

/// <summary>The schema of flows as clients read it, which lets a newer server say more; and as this server keeps to it, which says nothing else.</summary>
internal static class FlowSchema
{
    private static readonly string[] Closed = ["step", "org", "error", "prompt", "choice", "form"];

    private static readonly JsonSchema Open = JsonSchema.FromText(Text);

    private static readonly JsonSchema Own = Close();

    private static string Text => File.ReadAllText(Path.Combine(Repository.Root, "api", "flow.schema.json"));

    /// <summary>Whether a client of this version takes it.</summary>
    public static bool IsTaken(JsonNode flow) => IsValid(Open, flow.ToJsonString());

    /// <summary>What the server answered is all in the schema.</summary>
    public static void ShouldKnow(Answer answer)
    {
        IsValid(Own, answer.Body).ShouldBeTrue(answer.Body);
        IsValid(Open, answer.Body).ShouldBeTrue(answer.Body);
    }

    private static bool IsValid(JsonSchema schema, string json)
    {
        using var body = JsonDocument.Parse(json);
        return schema.Evaluate(body.RootElement).IsValid;
    }

    private static JsonSchema Close()
    {
        var schema = JsonNode.Parse(Text)!.AsObject();
        var parts = schema["$defs"]!.AsObject();
        schema["$id"] = "urn:catalyst-auth:flow:own";
        schema["additionalProperties"] = false;
        foreach (var name in Closed)
        {
            parts[name]!["additionalProperties"] = false;
        }

        parts["step"]!["properties"]!["totp"]!["additionalProperties"] = false;
        parts["another"] = false;
        return JsonSchema.FromText(schema.ToJsonString());
    }
}
