using System.Security.Cryptography;
using System.Text;

namespace CatalystAuth.Core.Factors;

/// <summary>Recovery codes as people read them: ten signs of Crockford's Base32, 50 bits, in two groups.</summary>
internal static class RecoveryCodeText
{
    private const int Length = 10;
    private const int Group = 5;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New()
    {
        var text = RandomNumberGenerator.GetString(Alphabet, Length);
        return $"{text[..Group]}-{text[Group..]}";
    }

    /// <summary>What a code is hashed as, however it was typed; null for what is none.</summary>
    public static string? Normalize(string typed)
    {
        if (typed.Length > 4 * Length)
        {
            return null;
        }

        var text = new StringBuilder(Length);
        foreach (var c in typed.Where(c => c is not ('-' or ' ')))
        {
            text.Append(char.ToUpperInvariant(c) switch
            {
                'O' => '0',
                'I' or 'L' => '1',
                var other => other,
            });
        }

        var code = text.ToString();
        return code.Length == Length && code.All(Alphabet.Contains) ? code : null;
    }

    /// <summary>Keyed: 50 bits alone could be tried against a stolen table.</summary>
    public static byte[] Hash(byte[] key, string normalized) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(normalized));
}
