using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Audit;

namespace CatalystAuth.Core.Audit.Personal;

/// <summary>Puts personal values back in their places for who reads a record.</summary>
internal static class PersonalRestore
{
    /// <summary>The record as it was written, but for what was erased: that reads <c>{"erased":true}</c> in the data, and is left out else.</summary>
    public static AuditEntry Entry(AuditRecord record, IReadOnlyList<PersonalValue> values)
    {
        var known = values.ToDictionary(value => value.Pointer, StringComparer.Ordinal);
        var erased = new List<string>();
        var data = JsonNode.Parse(record.Data)!.AsObject();
        if (PersonalMembers.Of(record.Action) is { } members)
        {
            Fill(data, members, "/data", known, erased);
        }

        var ipAddress = Caller(record, record.IpAddress, "/ipAddress", known, erased);
        var userAgent = Caller(record, record.UserAgent, "/userAgent", known, erased);
        return new(
            record.Id, record.OrgId, record.Action, record.Actor, record.Target, data, record.At, ipAddress, userAgent, record.TraceId,
            erased.Count == 0 ? null : erased)
        {
            OnBehalfOf = record.OnBehalfOf,
        };
    }

    private static string? Caller(
        AuditRecord record, string? stored, string pointer, Dictionary<string, PersonalValue> known, List<string> erased)
    {
        if (stored is null || !record.IsSubstitute(stored))
        {
            return stored;
        }

        if (known.TryGetValue(pointer, out var value) && value.Commitment == stored)
        {
            return JsonSerializer.Deserialize(value.Json, PersonalJsonContext.Default.String);
        }

        if (Commitment.IsOne(stored))
        {
            erased.Add(pointer);
        }

        return null;
    }

    private static void Fill(
        JsonNode? node, PersonalMembers members, string pointer, Dictionary<string, PersonalValue> known, List<string> erased)
    {
        switch (node)
        {
            case JsonObject state:
                foreach (var (name, value) in state.ToList())
                {
                    if (members.Find(name) is { } member && value is not null)
                    {
                        var place = JsonPointer.Append(pointer, name);
                        if (member.IsPersonal)
                        {
                            state[name] = Read(value, place, known, erased);
                        }
                        else
                        {
                            Fill(value, member, place, known, erased);
                        }
                    }
                }

                break;
            case JsonArray items when members.Items is { } each:
                for (var index = 0; index < items.Count; index++)
                {
                    Fill(items[index], each, $"{pointer}/{index}", known, erased);
                }

                break;
        }
    }

    private static JsonNode? Read(JsonNode stored, string pointer, Dictionary<string, PersonalValue> known, List<string> erased)
    {
        var text = stored.ToJsonString();
        if (!Commitment.IsOne(text))
        {
            return stored.DeepClone();
        }

        if (known.TryGetValue(pointer, out var value) && value.Commitment == text)
        {
            return JsonNode.Parse(value.Json);
        }

        erased.Add(pointer);
        return new JsonObject { ["erased"] = true };
    }
}
