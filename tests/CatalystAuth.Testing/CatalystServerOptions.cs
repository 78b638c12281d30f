namespace CatalystAuth.Testing;

/// <summary>How a server under test is configured.</summary>
public sealed record CatalystServerOptions
{
    /// <summary>The first admin's address; null to configure none.</summary>
    public string? AdminEmail { get; init; }

    /// <summary>The first admin's password.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>The connection string of a PostgreSQL database; null for SQLite in the data directory.</summary>
    public string? PostgreSql { get; init; }

    /// <summary>The port of the API; null for a free one.</summary>
    public int? ApiPort { get; init; }

    /// <summary>The port of forward-auth; null for a free one.</summary>
    public int? ForwardAuthPort { get; init; }

    /// <summary>The name in the URLs: an address of this machine, or <c>localhost</c>.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>More settings, as environment variables; they win, and null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}
