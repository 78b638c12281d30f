using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.Json;

namespace CatalystAuth.AspNetCore.Webhooks;

/// <summary>Reads the data of events as types of the application or of Catalyst.</summary>
internal static class EventData
{
    private static readonly JsonSerializerOptions Options = NewOptions();

    /// <summary>Reads data; null for none. False when they have another form.</summary>
    public static bool TryRead<TData>(JsonObject data, out TData? value)
        where TData : class
    {
        value = null;
        if (data.Count == 0)
        {
            return true;
        }

        try
        {
            value = data.Deserialize<TData>(Options);
            return value is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Catalyst's own types have generated code, the application's are looked at when they come.
    private static JsonSerializerOptions NewOptions()
    {
        var options = new JsonSerializerOptions(CatalystJson.Tolerant);
        options.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        options.MakeReadOnly();
        return options;
    }
}
