using System.IO.Hashing;
using System.Text;

namespace CatalystAuth.Server.Tests;

/// <summary>Bodies as they are written.</summary>
internal static class Json
{
    public static StringContent Content(string json) => new(json, Encoding.UTF8, "application/json");
}

/// <summary>Makes keys that are well-formed and wrong.</summary>
internal static class Keys
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>The id of one key with the secret of another, and the checksum that belongs to both.</summary>
    public static string WithSecretOf(string key, string other)
    {
        var body = key[..key.LastIndexOf('_')] + other[other.LastIndexOf('_')..^6];
        var value = Crc32.HashToUInt32(Encoding.ASCII.GetBytes(body));
        var digits = new char[6];
        for (var i = 5; i >= 0; i--)
        {
            digits[i] = Base62[(int)(value % 62)];
            value /= 62;
        }

        return body + new string(digits);
    }
}
