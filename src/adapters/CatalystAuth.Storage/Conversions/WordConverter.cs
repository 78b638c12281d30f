using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CatalystAuth.Storage.Conversions;

/// <summary>An enum as its name in lower case, which a person can read and a reordered enum does not break.</summary>
internal sealed class WordConverter<TEnum>() : ValueConverter<TEnum, string>(value => Write(value), word => Read(word))
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> Words = Enum.GetValues<TEnum>().ToDictionary(
        value => value, value => value.ToString().ToLowerInvariant());

    private static readonly Dictionary<string, TEnum> Values = Words.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The word, for statements that EF Core does not write.</summary>
    public static string Write(TEnum value) => Words[value];

    private static TEnum Read(string word) => Values[word];
}

/// <summary>Registers words.</summary>
internal static class WordConventions
{
    private const int MaxLength = 32;

    public static void HaveWords<TEnum>(this ModelConfigurationBuilder builder)
        where TEnum : struct, Enum =>
        builder.Properties<TEnum>().HaveConversion<WordConverter<TEnum>>().HaveMaxLength(MaxLength);
}
