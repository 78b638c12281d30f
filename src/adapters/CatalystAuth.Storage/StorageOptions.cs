namespace CatalystAuth.Storage;

/// <summary>Which database, and how to reach it.</summary>
public sealed class StorageOptions
{
    /// <summary>Which database.</summary>
    /// <value>SQLite when nothing is said.</value>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>
    /// How to reach it, in the form of Microsoft.Data.Sqlite or Npgsql. The folder of an SQLite file is created when it is missing.
    /// </summary>
    public required string ConnectionString { get; set; }
}

/// <summary>The databases.</summary>
public enum StorageProvider
{
    /// <summary>SQLite: one file, one node.</summary>
    Sqlite,

    /// <summary>PostgreSQL, for any number of nodes.</summary>
    Postgres,
}
