using Npgsql;

namespace CatalystAuth.Benchmarks.Tenants.Seeding;

/// <summary>
/// Takes keys and indexes off tables and puts the same ones back. To build an index over many rows once is far faster than to keep it
/// while they come in. Only safe in a transaction, which brings them back when it fails.
/// </summary>
internal sealed class IndexesAside
{
    private const string Constraints =
        """
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
               format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_constraint
        WHERE contype IN ('f', 'p', 'u') AND (conrelid::regclass::text = ANY ($1) OR confrelid::regclass::text = ANY ($1))
        ORDER BY CASE contype WHEN 'f' THEN 1 ELSE 2 END, conname
        """;

    private const string Indexes =
        """
        SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
        FROM pg_index
        WHERE indrelid::regclass::text = ANY ($1)
            AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
        ORDER BY 1
        """;

    private readonly NpgsqlConnection _connection;
    private readonly List<(string Drop, string Make)> _statements;

    private IndexesAside(NpgsqlConnection connection, List<(string Drop, string Make)> statements) =>
        (_connection, _statements) = (connection, statements);

    /// <summary>How many there are.</summary>
    public int Count => _statements.Count;

    public static async Task<IndexesAside> TakeAsync(NpgsqlConnection connection, string[] tables, CancellationToken cancellationToken)
    {
        var statements = await ReadAsync(connection, Constraints, tables, cancellationToken);
        statements.AddRange(await ReadAsync(connection, Indexes, tables, cancellationToken));
        foreach (var (drop, _) in statements)
        {
            await RunAsync(connection, drop, cancellationToken);
        }

        return new(connection, statements);
    }

    /// <summary>In the reverse order: a foreign key needs the key that it refers to.</summary>
    public async Task PutBackAsync(Action<int> done, CancellationToken cancellationToken)
    {
        for (var i = _statements.Count - 1; i >= 0; i--)
        {
            await RunAsync(_connection, _statements[i].Make, cancellationToken);
            done(_statements.Count - i);
        }
    }

    private static async Task<List<(string Drop, string Make)>> ReadAsync(
        NpgsqlConnection connection, string query, string[] tables, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(query, connection) { Parameters = { new() { Value = tables } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<(string Drop, string Make)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetString(0), reader.GetString(1)));
        }

        return found;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        // An index over millions of rows takes longer than the usual limit.
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
