using CatalystAuth.Caching.Redis;
using CatalystAuth.Storage;

namespace CatalystAuth.Server.Configuration;

/// <summary>The settings that decide how the server is put together, checked before anything starts.</summary>
/// <param name="DataDirectory">The absolute path of the data directory.</param>
/// <param name="PublicUrl">The public URL, without a slash at its end.</param>
/// <param name="Provider">Which database.</param>
/// <param name="ConnectionString">How to reach it.</param>
/// <param name="Bootstrap">The first admin; null when none is configured.</param>
internal sealed record ServerSettings(
    string DataDirectory, string PublicUrl, StorageProvider Provider, string ConnectionString, BootstrapSettings? Bootstrap)
{
    public const string DefaultUrls = "http://localhost:5080";

    private const string ProviderKey = "Catalyst:Storage:Provider";
    private const string ConnectionKey = "ConnectionStrings:Catalyst";
    private const string RedisKey = "ConnectionStrings:Redis";
    private const string PublicUrlKey = "Catalyst:PublicUrl";
    private const string DataDirectoryKey = "Catalyst:DataDirectory";
    private const string AdminEmailKey = "Catalyst:Bootstrap:AdminEmail";
    private const string AdminPasswordKey = "Catalyst:Bootstrap:AdminPassword";

    /// <summary>How to reach Redis; null to do without.</summary>
    public string? Redis { get; init; }

    public string KeysDirectory => Path.Combine(DataDirectory, "keys");

    /// <summary>Reads and checks them.</summary>
    /// <exception cref="SettingException">One is wrong.</exception>
    public static ServerSettings Read(IConfiguration configuration)
    {
        var dataDirectory = ReadDataDirectory(configuration);
        var provider = ReadProvider(configuration);
        var connectionString = configuration.GetConnectionString("Catalyst");
        if (provider == StorageProvider.Postgres && string.IsNullOrWhiteSpace(connectionString))
        {
            throw SettingException.For(
                ConnectionKey, "is needed with Catalyst__Storage__Provider=postgres, e.g. Host=localhost;Database=catalyst;Username=catalyst;Password=…");
        }

        return new(
            dataDirectory,
            ReadPublicUrl(configuration),
            provider,
            string.IsNullOrWhiteSpace(connectionString) ? $"Data Source={Path.Combine(dataDirectory, "catalyst.db")}" : connectionString,
            ReadBootstrap(configuration))
        {
            Redis = ReadRedis(configuration),
        };
    }

    private static string? ReadRedis(IConfiguration configuration)
    {
        if (configuration[RedisKey] is not { } value || string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        return RedisConnectionString.ProblemWith(value) is { } problem ? throw SettingException.For(RedisKey, problem) : value;
    }

    private static string ReadDataDirectory(IConfiguration configuration)
    {
        var value = configuration[DataDirectoryKey] ?? "data";
        try
        {
            return Path.GetFullPath(value);
        }
        catch (ArgumentException e)
        {
            throw new SettingException($"Catalyst__DataDirectory is not a path: {e.Message}", e);
        }
    }

    private static StorageProvider ReadProvider(IConfiguration configuration) =>
        configuration[ProviderKey]?.ToUpperInvariant() switch
        {
            null or "" or "SQLITE" => StorageProvider.Sqlite,
            "POSTGRES" => StorageProvider.Postgres,
            _ => throw SettingException.For(ProviderKey, $"is \"{configuration[ProviderKey]}\"; it is sqlite or postgres."),
        };

    private static string ReadPublicUrl(IConfiguration configuration)
    {
        if (configuration[PublicUrlKey] is not { Length: > 0 } value)
        {
            return FromListener((configuration["urls"] ?? DefaultUrls).Split(';')[0]);
        }

        if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            throw SettingException.For(
                PublicUrlKey, $"is \"{value}\"; it is an absolute http or https URL without a query, e.g. https://auth.example.com.");
        }

        return value.TrimEnd('/');
    }

    // A listener on every address has no name of its own; on this machine it is localhost.
    public static string FromListener(string url)
    {
        foreach (var any in (string[])["*", "+", "0.0.0.0", "[::]"])
        {
            url = url.Replace($"://{any}", "://localhost", StringComparison.Ordinal);
        }

        return url.TrimEnd('/');
    }

    private static BootstrapSettings? ReadBootstrap(IConfiguration configuration)
    {
        var email = configuration[AdminEmailKey];
        var password = configuration[AdminPasswordKey];
        return (string.IsNullOrEmpty(email), string.IsNullOrEmpty(password)) switch
        {
            (true, true) => null,
            (false, false) => new(email!, password!),
            (true, false) => throw SettingException.For(AdminEmailKey, "is needed beside Catalyst__Bootstrap__AdminPassword."),
            (false, true) => throw SettingException.For(AdminPasswordKey, "is needed beside Catalyst__Bootstrap__AdminEmail."),
        };
    }
}

/// <summary>The first admin as configured.</summary>
internal sealed record BootstrapSettings(string Email, string Password)
{
    public override string ToString() => nameof(BootstrapSettings);
}
