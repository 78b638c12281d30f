using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CatalystAuth.Testing.Factors;

/// <summary>
/// An authenticator with one passkey, in the browser of a page: answers options as <c>toJSON()</c> of the credential would (WebAuthn, attestation
/// "none", ES256). Its knobs make what a real one never would.
/// </summary>
public sealed class SoftwareAuthenticator(string origin) : IDisposable
{
    private const byte UserPresent = 0x01;
    private const byte UserVerified = 0x04;
    private const byte BackupEligible = 0x08;
    private const byte BackedUp = 0x10;
    private const byte HasCredential = 0x40;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Where the page is.</summary>
    public string Origin { get; set; } = origin;

    /// <summary>The site that it signs for; null for the one that it is asked for.</summary>
    public string? RelyingPartyId { get; set; }

    /// <summary>Whether it says that its user gave a PIN or a biometric.</summary>
    public bool VerifiesUser { get; set; } = true;

    /// <summary>Whether the passkey is synchronised.</summary>
    public bool IsSynchronised { get; set; }

    /// <summary>What it has counted; null when it does not count.</summary>
    public uint? Counter { get; set; } = 0;

    /// <summary>The id of the passkey.</summary>
    public byte[] CredentialId { get; init; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>The user whose passkey it is, as the server calls them.</summary>
    public string? UserHandle { get; set; }

    /// <summary>Makes the passkey.</summary>
    public JsonObject Register(JsonNode options)
    {
        UserHandle = options["user"]!["id"]!.GetValue<string>();
        var data = AuthenticatorData(options["rp"]!["id"]!.GetValue<string>(), HasCredential, CredentialData());
        byte[] attestation =
        [
            0xA3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0, .. Text("authData"), 0x59, (byte)(data.Length >> 8), (byte)data.Length, .. data,
        ];
        return Credential(new()
        {
            ["clientDataJSON"] = Encode(ClientData("webauthn.create", options)),
            ["attestationObject"] = Encode(attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>Uses it.</summary>
    public JsonObject Assert(JsonNode options)
    {
        var data = AuthenticatorData(options["rpId"]!.GetValue<string>(), 0, []);
        var clientData = ClientData("webauthn.get", options);
        return Credential(new()
        {
            ["clientDataJSON"] = Encode(clientData),
            ["authenticatorData"] = Encode(data),
            ["signature"] = Encode(_key.SignData(
                [.. data, .. SHA256.HashData(clientData)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ["userHandle"] = UserHandle,
        });
    }

    public void Dispose() => _key.Dispose();

    private JsonObject Credential(JsonObject response) => new()
    {
        ["id"] = Encode(CredentialId),
        ["rawId"] = Encode(CredentialId),
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    };

    private byte[] AuthenticatorData(string relyingPartyId, byte flags, byte[] credential)
    {
        flags |= UserPresent;
        flags |= VerifiesUser ? UserVerified : (byte)0;
        flags |= IsSynchronised ? (byte)(BackupEligible | BackedUp) : (byte)0;
        Counter += 1;
        var counter = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(counter, Counter ?? 0);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(RelyingPartyId ?? relyingPartyId)), flags, .. counter, .. credential];
    }

    private byte[] CredentialData()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;

        // COSE: kty EC2, alg ES256, crv P-256, x, y.
        byte[] key = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        return [.. new byte[16], (byte)(CredentialId.Length >> 8), (byte)CredentialId.Length, .. CredentialId, .. key];
    }

    private byte[] ClientData(string type, JsonNode options) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = type,
        ["challenge"] = options["challenge"]!.GetValue<string>(),
        ["origin"] = Origin,
        ["crossOrigin"] = false,
    }.ToJsonString());

    private static byte[] Text(string text) => [(byte)(0x60 | text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
