using YamlDotNet.RepresentationModel;

namespace CatalystAuth.Testing.Proxies;

/// <summary>Reads parts of a YAML document by their paths.</summary>
public sealed class Yaml
{
    private readonly YamlNode _node;

    private Yaml(YamlNode node) => _node = node;

    public static Yaml Parse(string text) => ParseAll(text).Single();

    /// <summary>The documents of a text.</summary>
    public static IReadOnlyList<Yaml> ParseAll(string text)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        stream.Load(reader);
        return [.. stream.Documents.Select(document => new Yaml(document.RootNode))];
    }

    public string Text => ((YamlScalarNode)_node).Value ?? string.Empty;

    public IReadOnlyList<Yaml> Items => [.. ((YamlSequenceNode)_node).Select(item => new Yaml(item))];

    public IReadOnlyList<(string Key, Yaml Value)> Members =>
        [.. ((YamlMappingNode)_node).Select(member => (((YamlScalarNode)member.Key).Value ?? string.Empty, new Yaml(member.Value)))];

    /// <summary>A member; those of a list by number.</summary>
    public Yaml this[params ReadOnlySpan<object> path]
    {
        get
        {
            var node = _node;
            foreach (var step in path)
            {
                node = step is int index ? ((YamlSequenceNode)node)[index] : ((YamlMappingNode)node)[new YamlScalarNode((string)step)];
            }

            return new(node);
        }
    }
}
