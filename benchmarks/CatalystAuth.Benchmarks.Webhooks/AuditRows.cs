using Npgsql;

namespace CatalystAuth.Benchmarks.Webhooks;

/// <summary>
/// Fills the audit trail by SQL. A fifth of the records is of the first organisation, a hundredth of the second, the rest of a thousand others.
/// Ten thousand users and the system did them; the system did none of the first organisation's.
/// </summary>
internal static class AuditRows
{
    public const string BusyActor = "system";

    private const string Indexes =
        """
        SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid) FROM pg_index
        WHERE indrelid = 'audit_records'::regclass AND NOT indisprimary
        """;

    private const string Fill =
        """
        INSERT INTO audit_records (id, org_id, action, actor, target, data, at, ip_address, user_agent, trace_id)
        SELECT
            (lpad(to_hex(ms), 12, '0') || '7' || lpad(to_hex(i % 4096), 3, '0') || '8' || substr(md5(i::text), 1, 15))::uuid,
            CASE WHEN i % 5 = 0 THEN $1 WHEN i % 100 = 1 THEN $2 ELSE md5('org' || (i * 7919 % 1000))::uuid END,
            (ARRAY['session.created', 'session.created', 'session.created', 'member.added', 'member.updated', 'group.updated', 'org.updated',
                'key.issued', 'key.revoked', 'user.created', 'invitation.created'])[1 + (i / 5 * 31 % 11)],
            CASE WHEN i % 10 = 3 THEN 'system' ELSE 'user_' || (i * 104729 % 10007) END,
            'user_' || (i * 15485863 % ($3 / 20 + 1)),
            '{"before":{"name":"One","slug":"one"},"after":{"name":"Other","slug":"one"}}',
            to_timestamp(ms / 1000.0), '192.0.2.' || (i % 250), 'Mozilla/5.0', md5(i::text)
        FROM generate_series(1::bigint, $3) AS i, LATERAL (SELECT (extract(epoch FROM now()) * 1000)::bigint - ($3 - i) * 300 AS ms) AS clock
        """;

    public static async Task FillAsync(Installation installation, long records)
    {
        await using var connection = await installation.Sql.OpenConnectionAsync();
        var indexes = new List<(string Drop, string Make)>();
        await using (var command = new NpgsqlCommand(Indexes, connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                indexes.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        // To build an index once is far faster than to keep it.
        await RunAsync(connection, string.Join(';', indexes.Select(index => index.Drop)));
        await RunAsync(connection, Fill, installation.Orgs[0].Value, installation.Orgs[1].Value, records);
        await RunAsync(connection, string.Join(';', indexes.Select(index => index.Make)));
        await RunAsync(connection, "VACUUM ANALYZE audit_records");
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
#pragma warning disable CA2100 // Constants, and what the database itself said.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
