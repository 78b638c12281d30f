using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using CatalystAuth.Core.Policies;

namespace CatalystAuth.Server.Policies;

/// <summary>Writes a question as Open Policy Agent's <c>input</c>. What is not known is null, so that no policy takes it for none.</summary>
internal static class OpaInput
{
    public static HttpContent Of(PolicyQuestion question)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("input");
            WriteApp(json, question);
            WriteRequest(json, question);
            WriteSubject(json, question);
            WriteTime(json, "time", question.Context.Now);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new ReadOnlyMemoryContent(buffer.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }

    private static void WriteApp(Utf8JsonWriter json, PolicyQuestion question)
    {
        json.WriteStartObject("app");
        json.WriteString("id", question.App.Id.ToString());
        json.WriteString("org", question.App.OrgId.ToString());
        json.WriteString("name", question.App.Name);
        json.WriteNumber("version", question.App.Version);
        json.WriteEndObject();
        json.WriteStartObject("rule");
        if (question.Rule.Index == PolicyRule.Every)
        {
            json.WriteNull("index");
        }
        else
        {
            json.WriteNumber("index", question.Rule.Index);
        }

        json.WriteString("path", question.Rule.Path);
        json.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter json, PolicyQuestion question)
    {
        json.WriteStartObject("request");
        json.WriteString("method", question.Request.Method);
        json.WriteString("host", question.Request.Host);
        json.WriteString("path", question.Request.Path);
        json.WriteString("clientAddress", question.Context.ClientAddress?.ToString());
        json.WriteEndObject();
    }

    private static void WriteSubject(Utf8JsonWriter json, PolicyQuestion question)
    {
        if (question.SubjectId is not { } id)
        {
            json.WriteNull("subject");
            return;
        }

        var subject = question.Subject;
        json.WriteStartObject("subject");
        json.WriteString("id", id);
        json.WriteString("org", subject.OrgId);
        json.WriteString("orgSlug", subject.OrgSlug);
        json.WriteString("plan", subject.Plan);
        WriteList(json, "scopes", subject.Scopes);
        WriteList(json, "labels", subject.Labels);
        WriteList(json, "roles", subject.Roles);
        WriteList(json, "groups", subject.Groups);
        WriteList(json, "features", subject.Features);
        WriteList(json, "amr", subject.Amr);
        WriteTime(json, "authenticatedAt", subject.AuthenticatedAt);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string>? values)
    {
        if (values is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values.Order(StringComparer.Ordinal))
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time) =>
        json.WriteString(name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
