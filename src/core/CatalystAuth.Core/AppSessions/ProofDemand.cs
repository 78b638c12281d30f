using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Core.AppSessions;

/// <summary>A proof by two factors that a rule of an app asks for.</summary>
/// <param name="MaxAge">How old it may be, in seconds; null for any age.</param>
/// <param name="RefusedAt">The <c>auth_time</c> with which the user was refused, in seconds since 1970; null when that is not known.</param>
/// <param name="WasByTwo">Whether that was by two factors.</param>
public sealed record ProofDemand(int? MaxAge, long? RefusedAt, bool WasByTwo)
{
    /// <summary>
    /// Whether there is another proof than the one that was refused. So a browser that goes between an app and the portal without its user being asked
    /// brings a newer one each time, whatever their clocks say, and can't do so for long.
    /// </summary>
    /// <param name="amr">How the user authenticated.</param>
    /// <param name="at">The <c>auth_time</c> of that, in seconds since 1970.</param>
    public bool IsAnsweredBy(IReadOnlyList<string> amr, long? at) =>
        AcrValues.Of(amr) == AcrValues.TwoFactors && at is { } proven && (!WasByTwo || RefusedAt is null || proven > RefusedAt);

    /// <summary>Whether it is new enough, too.</summary>
    public bool IsMetBy(IReadOnlyList<string> amr, long? at, DateTimeOffset now) =>
        IsAnsweredBy(amr, at) && (MaxAge is null || now.ToUnixTimeSeconds() - at <= MaxAge);
}
