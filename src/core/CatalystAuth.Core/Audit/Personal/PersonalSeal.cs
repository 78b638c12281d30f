using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Audit;

namespace CatalystAuth.Core.Audit.Personal;

/// <summary>Seals the values of a record about one subject: AES-256-GCM, bound to both, so that no row can stand for another.</summary>
internal static class PersonalSeal
{
    /// <summary>The length of a key in bytes.</summary>
    public const int KeyLength = 32;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Nonce, ciphertext, tag.</summary>
    public static AuditPersonal Seal(byte[] key, AuditId record, string subject, IReadOnlyList<PersonalValue> values)
    {
        var clear = JsonSerializer.SerializeToUtf8Bytes(
            values.Select(value => new SealedValue(value.Pointer, value.Salt, value.Json)).ToList(), PersonalJsonContext.Default.ListSealedValue);
        var output = new byte[NonceLength + clear.Length + TagLength];
        RandomNumberGenerator.Fill(output.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            output.AsSpan(0, NonceLength), clear, output.AsSpan(NonceLength, clear.Length), output.AsSpan(NonceLength + clear.Length),
            Binding(record, subject));
        CryptographicOperations.ZeroMemory(clear);
        return new() { RecordId = record, Subject = subject, Sealed = output };
    }

    /// <summary>The values; none when another key sealed them.</summary>
    public static IReadOnlyList<PersonalValue> Open(byte[] key, AuditPersonal values)
    {
        if (values.Sealed.Length < NonceLength + TagLength)
        {
            return [];
        }

        var text = values.Sealed.AsSpan();
        var clear = new byte[text.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(
                text[..NonceLength], text.Slice(NonceLength, clear.Length), text[^TagLength..], clear, Binding(values.RecordId, values.Subject));
        }
        catch (AuthenticationTagMismatchException)
        {
            // By a key that was erased since, or not by us.
            return [];
        }

        var opened = JsonSerializer.Deserialize(clear, PersonalJsonContext.Default.ListSealedValue)!;
        return [.. opened.Select(value => new PersonalValue(value.Pointer, value.Salt, value.Json))];
    }

    private static byte[] Binding(AuditId record, string subject) => Encoding.UTF8.GetBytes($"catalyst-audit-personal:v1:{record}:{subject}");
}

/// <summary>A value as it is sealed.</summary>
internal sealed record SealedValue(string Pointer, byte[] Salt, byte[] Json)
{
    /// <summary>Without the value.</summary>
    public override string ToString() => Pointer;
}

[JsonSerializable(typeof(List<SealedValue>))]
[JsonSerializable(typeof(string))]
internal sealed partial class PersonalJsonContext : JsonSerializerContext;
