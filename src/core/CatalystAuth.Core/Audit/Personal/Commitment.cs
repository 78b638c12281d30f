using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace CatalystAuth.Core.Audit.Personal;

/// <summary>
/// What stands in a record for a personal value: a hash that nobody can guess the value from, as a salt is hashed with it. Value and salt
/// are kept elsewhere, and may be lost without a change to the record.
/// </summary>
internal static class Commitment
{
    /// <summary>The length of a salt in bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>The member that an object in place of a value has.</summary>
    public const string Member = "personal";

    private const string Before = "{\"personal\":\"";
    private const string After = "\"}";
    private const int HashLength = 43;

    /// <summary>The object in place of a value: the base64url SHA-256 of salt and value.</summary>
    public static string Make(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> json)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(json);
        return $"{Before}{Base64Url.EncodeToString(hash.GetHashAndReset())}{After}";
    }

    /// <summary>Whether a text is such an object.</summary>
    public static bool IsOne(ReadOnlySpan<char> text) =>
        text.Length == Before.Length + HashLength + After.Length && text.StartsWith(Before) && text.EndsWith(After)
        && Base64Url.IsValid(text.Slice(Before.Length, HashLength));

    /// <summary>Whether a value in a record is such an object.</summary>
    public static bool IsOne(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 1 && value.TryGetProperty(Member, out var hash)
        && hash.ValueKind == JsonValueKind.String;
}

/// <summary>A personal value that is kept beside its record.</summary>
/// <param name="Pointer">Where it belongs in the record (RFC 6901).</param>
/// <param name="Salt">What was hashed with it.</param>
/// <param name="Json">The value, as <see cref="CanonicalJson"/>.</param>
internal sealed record PersonalValue(string Pointer, byte[] Salt, byte[] Json)
{
    /// <summary>What stands in the record for it.</summary>
    public string Commitment => Personal.Commitment.Make(Salt, Json);

    public static PersonalValue New(string pointer, byte[] json) => new(pointer, RandomNumberGenerator.GetBytes(Personal.Commitment.SaltLength), json);

    /// <summary>Where it belongs, and not what it is: no log can carry it.</summary>
    public override string ToString() => Pointer;
}
