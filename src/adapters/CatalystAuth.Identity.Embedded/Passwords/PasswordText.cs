using System.Text;

namespace CatalystAuth.Identity.Embedded.Passwords;

/// <summary>A password as it is counted, compared and hashed: whatever a keyboard makes of the same letters is the same.</summary>
internal static class PasswordText
{
    // In UTF-16 units: enough for any password that can be set, and a bound for what is normalised.
    private const int MostUnits = 4 * EmbeddedIdentityOptions.MaximumPasswordLength;

    /// <summary>The password in form NFKC; null for what can't be one: nothing, far too much, or no Unicode text.</summary>
    public static string? Normalize(string password) =>
        password.Length is > 0 and <= MostUnits && !password.EnumerateRunes().Contains(Rune.ReplacementChar) ? Nfkc.Of(password) : null;

    /// <summary>How long a normalised one is, in code points.</summary>
    public static int LengthOf(string normalized) => normalized.EnumerateRunes().Count();
}
