namespace CatalystAuth.Contracts.Tokens;

/// <summary>
/// Values of <c>acr</c>: how sure it is that the user is who they say they are, by the levels of NIST SP 800-63B. A session that nobody
/// authenticated for has none.
/// </summary>
public static class AcrValues
{
    /// <summary>One factor.</summary>
    public const string OneFactor = "aal1";

    /// <summary>Two factors of different kinds.</summary>
    public const string TwoFactors = "aal2";

    private const string MultipleFactors = "mfa";

    /// <summary>The level that methods (RFC 8176) amount to; null when there are none.</summary>
    public static string? Of(IReadOnlyList<string> amr) =>
        amr.Count == 0 ? null : amr.Contains(MultipleFactors, StringComparer.Ordinal) ? TwoFactors : OneFactor;
}
