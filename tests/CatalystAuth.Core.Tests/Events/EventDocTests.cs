using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Json;

namespace CatalystAuth.Core.Tests.Events;

/// <summary>Keeps the part of <c>docs/events.md</c> that is made from the catalogue as the catalogue is.</summary>
public sealed class EventDocTests
{
    private const string Mark = "<!-- From here on made by ./eng/update-events-doc -->\n";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_document_tells_of_every_type_as_it_is()
    {
        var path = Path.Combine(RepositoryRoot(), "docs", "events.md");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var made = text[..(text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)] + Catalogue();
        if (Environment.GetEnvironmentVariable("UPDATE_EVENTS_DOC") == "1")
        {
            await File.WriteAllTextAsync(path, made, TestContext.Current.CancellationToken);
        }

        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ShouldBe(
            made, "Run ./eng/update-events-doc and look at the difference.");
    }

    private static string Catalogue()
    {
        var texts = new Texts();
        var doc = new StringBuilder();
        foreach (var category in EventCatalogue.All.GroupBy(definition => definition.Category))
        {
            doc.Append($"\n## {category.Key}\n");
            foreach (var definition in category)
            {
                var info = EventCatalogue.FindData(definition.Type)!;
                var sample = EventSamples.All.Single(sample => sample.GetType() == info.Type);
                doc.Append($"\n### {definition.Type}\n\n{definition.Description} Version {definition.Version}.\n\n");
                doc.Append($"```json\n{JsonSerializer.SerializeToNode(sample, info)!.ToJsonString(Readable)}\n```\n\n");
                doc.Append("| member | type | |\n|---|---|---|\n");
                foreach (var row in Rows(info.Type, JsonObject.Create(definition.Schema)!, texts))
                {
                    doc.Append($"| {string.Join(", ", row.Paths.Select(path => $"`{path}`"))} | {row.Type} | {row.Text} |\n");
                }
            }
        }

        return doc.ToString();
    }

    private static List<Row> Rows(Type type, JsonObject schema, Texts texts)
    {
        var all = Walk([], type, schema, schema, texts).ToList();
        var same = all.GroupBy(row => (row.Type, row.Text, Of: row.Paths[0].Split('.', 2)[^1]));

        // What holds of before and after alike is told once.
        return
        [
            .. same.Select(group => group.First() with { Paths = [.. group.SelectMany(row => row.Paths)] })
                .OrderBy(row => row.Paths[0].Contains('.', StringComparison.Ordinal)),
        ];
    }

    private static IEnumerable<Row> Walk(string[] path, Type type, JsonObject schema, JsonObject root, Texts texts)
    {
        var required = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet() ?? [];
        foreach (var property in CatalystJson.Strict.GetTypeInfo(type).Properties)
        {
            var member = Resolve(schema["properties"]![property.Name]!.AsObject(), root);
            var text = texts.Of(type, property.Name) + (member["x-personal"] is null ? "" : " Personal.");
            string[] here = [.. path, property.Name];
            yield return new([string.Join('.', here)], Word(member, root) + (required.Contains(property.Name) ? "" : "?"), text);

            var isList = member["items"] is not null;
            var inner = isList ? Resolve(member["items"]!.AsObject(), root) : member;
            var innerType = isList ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
            if (inner["properties"] is not null)
            {
                foreach (var row in Walk([.. path, property.Name + (isList ? "[]" : "")], innerType, inner, root, texts))
                {
                    yield return row;
                }
            }
        }
    }

    private static JsonObject Resolve(JsonObject schema, JsonObject root)
    {
        if (schema["$ref"]?.GetValue<string>() is not { } pointer)
        {
            return schema;
        }

        var found = pointer.Split('/').Skip(1).Aggregate((JsonNode)root, (node, name) => node[name]!).DeepClone().AsObject();
        if (schema["x-personal"] is not null)
        {
            found["x-personal"] = true;
        }

        return found;
    }

    private static string Word(JsonObject schema, JsonObject root) => schema switch
    {
        _ when schema["enum"] is JsonArray words => string.Join(", ", words.Select(word => $"`{word}`")),
        _ when schema["items"] is JsonObject items => $"list of {Word(Resolve(items, root), root)}",
        _ when schema["pattern"] is JsonNode pattern => $"`{pattern.GetValue<string>()[1..].Split('_')[0]}_…`",
        _ when schema["format"] is not null => "time",
        _ when schema["type"] is JsonArray types => $"{types[0]} or null",
        _ when schema["oneOf"] is not null => "requirement",
        _ => schema["type"]!.GetValue<string>(),
    };

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CatalystAuth.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private sealed record Row(string[] Paths, string Type, string Text);

    /// <summary>What the records' own documentation says of their members.</summary>
    private sealed class Texts
    {
        private readonly Dictionary<string, XElement> _summaries = XDocument.Load(Path.ChangeExtension(typeof(IEventData).Assembly.Location, ".xml"))
            .Descendants("member").ToDictionary(member => (string)member.Attribute("name")!, member => member.Element("summary")!);

        public string Of(Type type, string member)
        {
            var text = string.Concat(_summaries[$"P:{type.FullName}.{char.ToUpperInvariant(member[0])}{member[1..]}"].Nodes().Select(node => node switch
            {
                XElement { Name.LocalName: "see" } see => $"`{((string)see.Attribute("cref")!).Split('.')[^1]}`",
                XElement code => $"`{code.Value}`",
                _ => node.ToString(),
            }));
            return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }
}
