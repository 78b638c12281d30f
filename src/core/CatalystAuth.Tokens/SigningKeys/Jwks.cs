using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>The public keys as a JSON Web Key Set (RFC 7517 §5).</summary>
public static class Jwks
{
    /// <summary>
    /// Writes the public part of each published key, RSA first. Only RSA and EC keys are ever in it: some consumers fail on others.
    /// </summary>
    public static byte[] Write(KeyRing ring)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var key in ring.Keys.Where(key => key.IsPublished))
            {
                WriteKey(json, key);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteKey(Utf8JsonWriter json, SigningKey key)
    {
        json.WriteStartObject();
        switch (key.SecurityKey)
        {
            case RsaSecurityKey rsa:
                var rsaParameters = rsa.Rsa.ExportParameters(includePrivateParameters: false);
                json.WriteString("kty", "RSA");
                json.WriteString("n", Base64UrlEncoder.Encode(rsaParameters.Modulus));
                json.WriteString("e", Base64UrlEncoder.Encode(rsaParameters.Exponent));
                break;
            case ECDsaSecurityKey ec:
                var ecParameters = ec.ECDsa.ExportParameters(includePrivateParameters: false);
                json.WriteString("kty", "EC");
                json.WriteString("crv", "P-256");
                json.WriteString("x", Base64UrlEncoder.Encode(ecParameters.Q.X));
                json.WriteString("y", Base64UrlEncoder.Encode(ecParameters.Q.Y));
                break;
        }

        json.WriteString("kid", key.Id);
        json.WriteString("alg", key.Algorithm);
        json.WriteString("use", "sig");
        json.WriteEndObject();
    }
}
