namespace CatalystAuth.Core.Factors;

/// <summary>How somebody proved who they are: values of <c>amr</c> (RFC 8176).</summary>
internal static class AuthMethods
{
    public const string Password = "pwd";

    /// <summary>A code or link that was mailed; not in the registry of RFC 8176.</summary>
    public const string Email = "email";

    /// <summary>A code of an authenticator app, or a recovery code.</summary>
    public const string OneTimeCode = "otp";

    /// <summary>A passkey that is in one place, in hardware or bound to a device.</summary>
    public const string HardwareKey = "hwk";

    /// <summary>A passkey that can be in several places.</summary>
    public const string SoftwareKey = "swk";

    /// <summary>The authenticator made sure that it is its user, by a PIN or a biometric.</summary>
    public const string UserVerified = "user";

    public const string MultipleFactors = "mfa";

    /// <summary>What was proven before and what is now, together. Two factors are said to be so; of a mailed code and an app's, the mailbox is one and the device the other.</summary>
    public static IReadOnlyList<string> Combine(IReadOnlyList<string> before, params IReadOnlyList<string> proven)
    {
        var all = before.Concat(proven).Distinct(StringComparer.Ordinal).ToList();
        if (!all.Contains(MultipleFactors) && (all.Contains(Password) || all.Contains(Email)) && all.Contains(OneTimeCode))
        {
            all.Add(MultipleFactors);
        }

        return all;
    }

    /// <summary>Whether a proof was of what can be a second factor: something that one has, or two factors at once. No password is, and no mailbox.</summary>
    public static bool HasSecondFactor(IReadOnlyList<string> proven) => proven.Contains(OneTimeCode) || proven.Contains(MultipleFactors);
}
