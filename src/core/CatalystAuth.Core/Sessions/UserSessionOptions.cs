namespace CatalystAuth.Core.Sessions;

/// <summary>How long sessions live and how many there may be. Section <c>Catalyst:Sessions</c>.</summary>
public sealed class UserSessionOptions
{
    /// <summary>The life of a session that is not used: 5 minutes to 365 days, and not below the life of an access token.</summary>
    public TimeSpan IdleLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How many sessions a user may have at once: 1 to 1000; 0 for no bound.</summary>
    public int MaxPerUser { get; set; }

    /// <summary>The life of a session in which an admin acts as a user: 1 to 60 minutes.</summary>
    public TimeSpan ImpersonationLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>What becomes of a sign-in above <see cref="MaxPerUser"/>.</summary>
    public SessionLimit AtLimit { get; set; }
}

/// <summary>What happens when a user who has as many sessions as one may have signs in again.</summary>
public enum SessionLimit
{
    /// <summary>The oldest session ends.</summary>
    EndOldest,

    /// <summary>The sign-in is refused.</summary>
    Refuse,
}
