using CatalystAuth.Contracts.SigningKeys;

namespace CatalystAuth.Core.SigningKeys;

/// <summary>The life of signing keys. Section <c>Catalyst:SigningKeys</c>.</summary>
public sealed class SigningKeyOptions
{
    /// <summary>After how long a key is followed by another: 1 day to 3650 days, or zero for by command only.</summary>
    public TimeSpan RotationInterval { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a key is published before it signs: 1 hour to 30 days. Longer than anybody holds on to a key set.</summary>
    public TimeSpan PublishBefore { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a key verifies after the last token that it signed can have expired: 1 hour to 365 days.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a key verifies after it signed for the last time; null for ever.</summary>
    internal TimeSpan? OverlapOf(SigningKeyUse use) => LongestLife(use) + MostSkew + Retention;

    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(1);

    // The most that the settings allow, not what they are: what was signed before they were changed counts too.
    private static TimeSpan? LongestLife(SigningKeyUse use) => use switch
    {
        SigningKeyUse.Access => TimeSpan.FromHours(1),
        SigningKeyUse.Revocations => TimeSpan.FromHours(1),
        SigningKeyUse.Decision => TimeSpan.FromMinutes(5),
        SigningKeyUse.Refresh => TimeSpan.FromDays(90),
        _ => null,
    };
}
