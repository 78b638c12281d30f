using System.ComponentModel.DataAnnotations;

namespace CatalystAuth.AspNetCore.Tokens;

/// <summary>Whose access tokens an application believes.</summary>
public sealed class CatalystTokenOptions
{
    /// <summary>The issuer, as tokens name it: the public URL of the Catalyst-Auth server, without a slash at the end.</summary>
    [Required]
    public string Issuer { get; set; } = string.Empty;

    /// <summary>Where the issuer is reached from here, when it is not at its public URL; null for there.</summary>
    public Uri? Address { get; set; }

    /// <summary>Whom tokens have to be for; null for the issuer itself.</summary>
    public string? Audience { get; set; }

    /// <summary>How far the clocks of issuer and application may differ where a token's times are looked at: 0 to 1 minute.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// For how long revocations may be unknown: 1 second to 5 minutes, and not below the server's own bound. Then no token is believed until they
    /// are known again. Clocks have to agree better than this.
    /// </summary>
    public TimeSpan RevocationBound { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Where the issuer is reached.</summary>
    internal Uri Server => Address ?? new Uri(Issuer);
}
