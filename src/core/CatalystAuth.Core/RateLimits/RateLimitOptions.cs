namespace CatalystAuth.Core.RateLimits;

/// <summary>How often what costs something may be asked for. Section <c>Catalyst:RateLimits</c>.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Sign-in, sign-up and the other calls that need no credential, from one network.</summary>
    public RateLimitSetting Flows { get; } = new() { Permits = 300 };

    /// <summary>The <c>/oauth</c> endpoints, from one network.</summary>
    public RateLimitSetting Tokens { get; } = new() { Permits = 1200 };

    /// <summary>Refreshing one session.</summary>
    public RateLimitSetting Session { get; } = new() { Permits = 120 };

    /// <summary>Tokens for one API key.</summary>
    public RateLimitSetting Key { get; } = new() { Permits = 600 };
}

/// <summary>One of the limits.</summary>
public sealed class RateLimitSetting
{
    /// <summary>How many in a window: 0 to a million; 0 for no limit.</summary>
    public int Permits { get; set; }

    /// <summary>The window: a second to a day.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The limit; null for none.</summary>
    public RateLimit? Limit => Permits == 0 ? null : new(Permits, Window);
}
