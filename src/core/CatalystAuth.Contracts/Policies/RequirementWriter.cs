using System.Text.Json;

namespace CatalystAuth.Contracts.Policies;

/// <summary>Writes requirements.</summary>
internal static class RequirementWriter
{
    public static void Write(Utf8JsonWriter writer, Requirement requirement)
    {
        if (requirement is Requirement.Public)
        {
            writer.WriteStringValue("public"u8);
            return;
        }

        writer.WriteStartObject();
        switch (requirement)
        {
            case Requirement.All all: WriteParts(writer, "all", all.Parts); break;
            case Requirement.Any any: WriteParts(writer, "any", any.Parts); break;
            case Requirement.Not not: writer.WritePropertyName("not"); Write(writer, not.Part); break;
            case Requirement.Scope scope: writer.WriteString("scope", scope.Name); break;
            case Requirement.Label label: writer.WriteString("label", label.Name); break;
            case Requirement.Role role: writer.WriteString("role", role.Name); break;
            case Requirement.Permission permission: writer.WriteString("permission", permission.Name); break;
            case Requirement.Group group: writer.WriteString("group", group.Name); break;
            case Requirement.Plan plan: writer.WriteString("plan", plan.Name); break;
            case Requirement.Feature feature: writer.WriteString("feature", feature.Name); break;
            case Requirement.Org org: writer.WriteString("org", org.Name); break;
            case Requirement.Ip ip: WriteNetworks(writer, ip.Networks); break;
            case Requirement.Mfa mfa: WriteMfa(writer, mfa.MaxAge); break;
            case Requirement.Method method: writer.WriteString("method", method.Name); break;
            case Requirement.Time time: TimeWindowJson.Write(writer, time.Window); break;
            default: throw new JsonException($"{requirement.GetType().Name} can't be written.");
        }

        writer.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter writer, string name, IReadOnlyList<Requirement> parts)
    {
        writer.WriteStartArray(name);
        foreach (var part in parts)
        {
            Write(writer, part);
        }

        writer.WriteEndArray();
    }

    // One network is a text, as it always was.
    private static void WriteNetworks(Utf8JsonWriter writer, IReadOnlyList<string> networks)
    {
        if (networks is [{ } single])
        {
            writer.WriteString("ip", single);
            return;
        }

        writer.WriteStartArray("ip");
        foreach (var network in networks)
        {
            writer.WriteStringValue(network);
        }

        writer.WriteEndArray();
    }

    private static void WriteMfa(Utf8JsonWriter writer, int? maxAge)
    {
        writer.WriteStartObject("mfa");
        if (maxAge is { } seconds)
        {
            writer.WriteNumber("maxAge", seconds);
        }

        writer.WriteEndObject();
    }
}
