using System.Text.Json;
using CatalystAuth.Contracts.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CatalystAuth.Storage.Conversions;

/// <summary>A list as a JSON array in the form that the wire has.</summary>
internal sealed class JsonListConverter<T>()
    : ValueConverter<IReadOnlyList<T>, string>(list => JsonLists.Write(list), json => JsonLists.Read<T>(json));

/// <summary>Lists of values are equal when their items are. They are replaced as a whole, so a snapshot is the list itself.</summary>
internal sealed class ListComparer<T>()
    : ValueComparer<IReadOnlyList<T>>((a, b) => JsonLists.AreEqual(a, b), list => JsonLists.GetHash(list), list => list);

/// <summary>The same for items that hold lists themselves, whose own equality is that of the reference.</summary>
internal sealed class JsonListComparer<T>()
    : ValueComparer<IReadOnlyList<T>>(
        (a, b) => JsonLists.AreEqualAsJson(a, b), list => JsonLists.Write(list).GetHashCode(StringComparison.Ordinal), list => list);

/// <summary>A thing that is written once, in the form that the wire has.</summary>
internal sealed class JsonObjectConverter<T>()
    : ValueConverter<T, string>(value => JsonLists.WriteOne(value), json => JsonLists.ReadOne<T>(json));

/// <summary>What the converters and comparers share.</summary>
internal static class JsonLists
{
    public static string Write<T>(IReadOnlyList<T> list) => JsonSerializer.Serialize(list, CatalystJson.Strict);

    public static IReadOnlyList<T> Read<T>(string json) => JsonSerializer.Deserialize<IReadOnlyList<T>>(json, CatalystJson.Strict)!;

    public static string WriteOne<T>(T value) => JsonSerializer.Serialize(value, CatalystJson.Strict);

    // What has no value was left out.
    public static T ReadOne<T>(string json) => JsonSerializer.Deserialize<T>(json, CatalystJson.Tolerant)!;

    public static bool AreEqual<T>(IReadOnlyList<T>? a, IReadOnlyList<T>? b) =>
        ReferenceEquals(a, b) || (a is not null && b is not null && a.SequenceEqual(b));

    public static bool AreEqualAsJson<T>(IReadOnlyList<T>? a, IReadOnlyList<T>? b) =>
        ReferenceEquals(a, b) || (a is not null && b is not null && Write(a) == Write(b));

    public static int GetHash<T>(IReadOnlyList<T> list)
    {
        var hash = default(HashCode);
        foreach (var item in list)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }
}
