using System.Text.Json;

namespace CatalystAuth.Contracts.Policies;

/// <summary>Reads one requirement, and knows where in it it is.</summary>
internal sealed class RequirementReader
{
    private const int MaxText = RequirementJsonConverter.MaxText;

    private readonly List<string> _path = [];
    private int _depth;

    public Requirement Read(ref Utf8JsonReader reader)
    {
        if (_depth == RequirementJsonConverter.MaxDepth)
        {
            throw Refuse($"A requirement may nest {RequirementJsonConverter.MaxDepth} deep at the most.");
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.ValueTextEquals("public"u8)
                ? new Requirement.Public()
                : throw Refuse("The only requirement that is a text is \"public\".");
        }

        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            throw Refuse("A requirement is \"public\" or an object with exactly one member, e.g. {\"scope\":\"app:read\"}.");
        }

        var name = reader.GetString()!;
        reader.Read();
        _depth++;
        _path.Add(name);
        var requirement = ReadMember(ref reader, name);
        _path.RemoveAt(_path.Count - 1);
        _depth--;
        return reader.Read() && reader.TokenType == JsonTokenType.EndObject
            ? requirement
            : throw Refuse("A requirement has exactly one member; join several with \"all\" or \"any\".");
    }

    /// <summary>Refuses what is being read.</summary>
    public RequirementException Refuse(string message) => new(string.Concat(_path.Select(step => "/" + Escape(step))), message);

    /// <summary>A text of 1 to 128 characters, none of them a control character.</summary>
    public string ReadText(ref Utf8JsonReader reader, string name) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 and <= 2 * MaxText } text
            && text.EnumerateRunes().Count() <= MaxText && !text.Any(static c => c is < ' ' or '\x7f')
            ? text
            : throw Refuse($"\"{name}\" takes a text of 1 to {MaxText} characters.");

    /// <summary>Does something within a member.</summary>
    public void Enter(string step) => _path.Add(step);

    /// <summary>Leaves the member that was entered last.</summary>
    public void Leave() => _path.RemoveAt(_path.Count - 1);

    private Requirement ReadMember(ref Utf8JsonReader reader, string name) => name switch
    {
        "all" => new Requirement.All(ReadParts(ref reader)),
        "any" => new Requirement.Any(ReadParts(ref reader)),
        "not" => new Requirement.Not(Read(ref reader)),
        "scope" => new Requirement.Scope(ReadText(ref reader, name)),
        "label" => new Requirement.Label(ReadText(ref reader, name)),
        "role" => new Requirement.Role(ReadText(ref reader, name)),
        "permission" => new Requirement.Permission(ReadText(ref reader, name)),
        "group" => new Requirement.Group(ReadText(ref reader, name)),
        "plan" => new Requirement.Plan(ReadText(ref reader, name)),
        "feature" => new Requirement.Feature(ReadText(ref reader, name)),
        "org" => new Requirement.Org(ReadText(ref reader, name)),
        "ip" => new Requirement.Ip(ReadNetworks(ref reader)),
        "mfa" => new Requirement.Mfa(ReadMaxAge(ref reader)),
        "method" => new Requirement.Method(ReadText(ref reader, name)),
        "time" => new Requirement.Time(TimeWindowJson.Read(ref reader, this)),
        _ => throw Refuse($"There is no requirement \"{Shorten(name)}\"."),
    };

    private List<Requirement> ReadParts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Refuse("\"all\" and \"any\" take a list of requirements.");
        }

        var parts = new List<Requirement>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (parts.Count == RequirementJsonConverter.MaxParts)
            {
                throw TooMany();
            }

            Enter($"{parts.Count}");
            parts.Add(Read(ref reader));
            Leave();
        }

        return parts.Count > 0 ? parts : throw TooMany();
    }

    private RequirementException TooMany() => Refuse($"It takes 1 to {RequirementJsonConverter.MaxParts} parts.");

    private List<string> ReadNetworks(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return [ReadText(ref reader, "ip")];
        }

        var networks = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (networks.Count == RequirementJsonConverter.MaxParts)
            {
                throw TooMany();
            }

            Enter($"{networks.Count}");
            networks.Add(ReadText(ref reader, "ip"));
            Leave();
        }

        return networks.Count > 0 ? networks : throw TooMany();
    }

    private int? ReadMaxAge(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Refuse("\"mfa\" takes an object: {} or {\"maxAge\":seconds}.");
        }

        int? maxAge = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // 60.0 is a whole number too, as JSON Schema has it.
            if (!reader.ValueTextEquals("maxAge"u8) || maxAge is not null || !reader.Read() || reader.TokenType != JsonTokenType.Number
                || !reader.TryGetDecimal(out var seconds) || seconds != decimal.Truncate(seconds) || seconds is < 1 or > int.MaxValue)
            {
                throw Refuse("\"mfa\" takes {} or {\"maxAge\":seconds} with whole seconds above 0.");
            }

            maxAge = (int)seconds;
        }

        return maxAge;
    }

    private static string Escape(string step) => Shorten(step).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
