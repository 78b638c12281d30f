using System.Text.Json;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>The public keys as a JSON Web Key Set (RFC 7517 §5): those that sign, will sign, or signed what may still be alive.</summary>
public static class Jwks
{
    /// <summary>RSA and EC keys only: some consumers fail on others.</summary>
    public static byte[] Write(KeyRing ring, DateTimeOffset now) => Write(ring, now, key => key.Algorithm != JwsAlgorithms.EdDsa);

    /// <summary>All of them, also EdDSA keys (<c>kty</c> <c>OKP</c>, RFC 8037).</summary>
    public static byte[] WriteWithEdDsa(KeyRing ring, DateTimeOffset now) => Write(ring, now, _ => true);

    private static byte[] Write(KeyRing ring, DateTimeOffset now, Func<SigningKey, bool> isWanted)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var key in ring.Keys.Where(key => key.PublicJwk is not null && key.Life.Verifies(now) && isWanted(key)))
            {
                json.WriteRawValue(key.PublicJwk!, skipInputValidation: true);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
