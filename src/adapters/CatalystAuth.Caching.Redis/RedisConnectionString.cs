using StackExchange.Redis;

namespace CatalystAuth.Caching.Redis;

/// <summary>The connection string, in the form of StackExchange.Redis.</summary>
public static class RedisConnectionString
{
    private const string Form = "its form is host:6379,password=…,ssl=true";

    /// <summary>What is wrong with it, to be read behind the setting's key; null when nothing is. Says no password.</summary>
    public static string? ProblemWith(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        if (connectionString.Contains("://", StringComparison.Ordinal))
        {
            return $"is a URL; {Form}.";
        }

        try
        {
            return ConfigurationOptions.Parse(connectionString).EndPoints.Count == 0 ? $"names no server; {Form}." : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            return $"can't be read ({e.Message}); {Form}.";
        }
    }

    // Short, because a request waits for the cache; it connects and reconnects in the background.
    internal static ConfigurationOptions Parse(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectTimeout = 2000;
        options.AsyncTimeout = (int)RedisBreaker.Deadline.TotalMilliseconds;
        options.SyncTimeout = (int)RedisBreaker.Deadline.TotalMilliseconds;
        options.KeepAlive = 5;
        options.ReconnectRetryPolicy = new ExponentialRetry(500, 5000);
        options.ClientName ??= "catalyst-auth";
        return options;
    }
}
