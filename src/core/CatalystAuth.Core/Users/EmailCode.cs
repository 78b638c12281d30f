using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Users;

/// <summary>The one-time codes that prove a mailbox.</summary>
internal static class EmailCode
{
    public const int MaxTries = 5;

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int Digits = 8;
    private const int Iterations = 50_000;

    public static string New() => RandomNumberGenerator.GetString("0123456789", Digits);

    /// <summary>A code as it was mailed: people, and what they copy from, put spaces or hyphens between the digits.</summary>
    public static string Read(string typed) => string.Concat(typed.Where(c => c != '-' && !char.IsWhiteSpace(c)));

    /// <summary>Slow and salted by the address: a code is short, so who reads the table must not be able to try them all.</summary>
    public static byte[] Hash(EmailId email, string code) => Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(code), email.Value.ToByteArray(), Iterations, HashAlgorithmName.SHA256, outputLength: 32);

    public static bool Matches(EmailEntry email, string typed) =>
        Read(typed) is { Length: Digits } code && email.CodeHash is { } hash && CryptographicOperations.FixedTimeEquals(hash, Hash(email.Id, code));
}
