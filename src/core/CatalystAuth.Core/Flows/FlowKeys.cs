using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Core.Flows;

/// <summary>
/// What only the owner of a flow can make, by keys that come from its secret (HKDF, RFC 5869). The server stores a hash of that alone, so what is kept with
/// them can be read, or compared with a guess, while its owner calls and at no other time.
/// </summary>
internal sealed class FlowKeys
{
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly FlowId _id;
    private readonly byte[] _secret;

    private FlowKeys(FlowId id, byte[] secret) => (_id, _secret) = (id, secret);

    /// <summary>The keys of a flow.</summary>
    /// <param name="id">The flow.</param>
    /// <param name="secret">What its owner holds.</param>
    public static FlowKeys Of(FlowId id, string secret) => new(id, Encoding.ASCII.GetBytes(secret));

    /// <summary>The mark of an answer, by which the same one is known (HMAC-SHA-256). A guess can't be tried on it.</summary>
    public byte[] MarkOf(AnswerFlowRequest request) => HMACSHA256.HashData(
        Derive("answer"),
        (byte[])[.. Encoding.UTF8.GetBytes(request.Kind + "\n"), .. JsonSerializer.SerializeToUtf8Bytes(request.Answers, FlowStateJsonContext.Default.FlowAnswers)]);

    /// <summary>Seals what only the owner may read (AES-256-GCM).</summary>
    public byte[] Seal(ReadOnlySpan<byte> text)
    {
        var box = new byte[NonceLength + text.Length + TagLength];
        var nonce = box.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(Derive("end"), TagLength);
        aes.Encrypt(nonce, text, box.AsSpan(NonceLength, text.Length), box.AsSpan(NonceLength + text.Length));
        return box;
    }

    /// <summary>Opens what was sealed with the same keys; null for anything else.</summary>
    public byte[]? Open(ReadOnlySpan<byte> box)
    {
        if (box.Length < NonceLength + TagLength)
        {
            return null;
        }

        var text = new byte[box.Length - NonceLength - TagLength];
        using var aes = new AesGcm(Derive("end"), TagLength);
        try
        {
            aes.Decrypt(box[..NonceLength], box[NonceLength..^TagLength], box[^TagLength..], text);
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    // A browser has one secret for all its flows; each has keys of its own.
    private byte[] Derive(string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, KeyLength, info: Encoding.UTF8.GetBytes($"catalyst flow\n{_id}\n{use}"));
}
