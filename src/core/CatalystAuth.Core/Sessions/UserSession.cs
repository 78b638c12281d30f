using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Devices;
using CatalystAuth.Core.Factors;

namespace CatalystAuth.Core.Sessions;

/// <summary>A session as it is stored.</summary>
public sealed class UserSession
{
    /// <summary>Its id.</summary>
    public required SessionId Id { get; init; }

    /// <summary>The user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>How the user authenticated (RFC 8176).</summary>
    public required IReadOnlyList<string> Amr { get; set; }

    /// <summary>When the user last proved who they are; null when they never did, as while they are impersonated.</summary>
    public DateTimeOffset? AuthenticatedAt { get; set; }

    /// <summary>
    /// When the user last proved what makes it one by two factors: another factor than a password, or the one that made it so. Null while it is by one.
    /// </summary>
    public DateTimeOffset? SecondFactorAt { get; set; }

    /// <summary>How old what it has proven is, as the <c>auth_time</c> of its tokens has it: of two factors, the second.</summary>
    public DateTimeOffset? AuthTime => IsByTwoFactors(Amr) ? SecondFactorAt : AuthenticatedAt;

    /// <summary>The platform admin who acts as the user with it; null for the user's own.</summary>
    public UserId? ImpersonatorId { get; init; }

    /// <summary>The one organisation that an impersonator may enter; null for none.</summary>
    public OrgId? ImpersonationOrgId { get; init; }

    /// <summary>Whether an impersonator may change something.</summary>
    public bool ImpersonationWrites { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used. Written behind, by <see cref="SessionActivity"/>.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When it ends at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was ended; null while it lives.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Where it began.</summary>
    public string? IpAddress { get; init; }

    /// <summary>Where it was last used from; null when only where it began is known.</summary>
    public string? LastIpAddress { get; init; }

    /// <summary>What it began with.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The browser or program that it began with, as <see cref="KnownDevice.Hash"/> has it; null for who acts as the user.</summary>
    public byte[]? DeviceHash { get; init; }

    /// <summary>The SHA-256 of the secret that a browser holds in its cookie; null when no browser holds one.</summary>
    public byte[]? CookieHash { get; set; }

    /// <summary>Notes what the user has just proven in it.</summary>
    /// <param name="proven">How, by one proof (RFC 8176).</param>
    /// <param name="now">When.</param>
    internal void Prove(IReadOnlyList<string> proven, DateTimeOffset now)
    {
        var wasByTwo = IsByTwoFactors(Amr);
        Amr = AuthMethods.Combine(Amr, proven);
        AuthenticatedAt = now;
        if (IsByTwoFactors(Amr) && (!wasByTwo || AuthMethods.HasSecondFactor(proven)))
        {
            SecondFactorAt = now;
        }
    }

    /// <summary>Whether it lives at a time.</summary>
    /// <param name="now">The time.</param>
    /// <param name="usedSince">It was used after this, or has ended by lying idle.</param>
    public bool IsLive(DateTimeOffset now, DateTimeOffset usedSince) => RevokedAt is null && now < ExpiresAt && LastSeenAt > usedSince;

    /// <summary>Whether a token of it may carry a permission: who acts as another to look carries those of looking.</summary>
    public bool MayCarry(string permission) =>
        ImpersonatorId is null || ImpersonationWrites || permission.EndsWith(":read", StringComparison.Ordinal);

    /// <summary>As the wire has it. Where somebody was who acted as the user is theirs.</summary>
    public Session ToContract(bool isCurrent) => new(
        Id, CreatedAt, LastSeenAt, ExpiresAt, ImpersonatorId is null ? IpAddress : null, ImpersonatorId is null ? UserAgent : null, isCurrent, Amr)
    {
        Device = ImpersonatorId is null ? UserAgents.Parse(UserAgent) : null,
        LastIpAddress = ImpersonatorId is null ? LastIpAddress : null,
        AuthenticatedAt = AuthenticatedAt,
        SecondFactorAt = SecondFactorAt,
        Acr = AcrValues.Of(Amr),
        ImpersonatedBy = ImpersonatorId,
    };

    /// <summary>As events have it.</summary>
    internal SessionState ToState() => new(UserId, Amr, IpAddress, UserAgents.Parse(UserAgent));

    private static bool IsByTwoFactors(IReadOnlyList<string> amr) => AcrValues.Of(amr) == AcrValues.TwoFactors;
}
