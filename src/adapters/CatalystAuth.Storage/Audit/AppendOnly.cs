using CatalystAuth.Storage.Databases;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Audit;

/// <summary>
/// Has the database refuse to change or delete audit records, their links and checkpoints, whoever asks: who gets into the server gets no
/// further than adding some. Only who owns the tables can take the triggers away, and they could as well edit its files. A model can't say this.
/// </summary>
internal static class AppendOnly
{
    private static readonly (string Table, string Key)[] Tables =
    [
        ("audit_records", "id = NEW.id"),
        ("audit_links", "record_id = NEW.record_id OR (chain = NEW.chain AND seq = NEW.seq)"),
        ("audit_checkpoints", "chain = NEW.chain AND seq = NEW.seq"),
    ];

    // Values may be erased, and not exchanged.
    private const string Personal = "audit_personal";
    private const string PersonalKey = "record_id = NEW.record_id AND subject = NEW.subject";

    public static Task EnsureAsync(CatalystDbContext context, CancellationToken cancellationToken) => context.Database.ExecuteSqlRawAsync(
        context is PostgresCatalystDbContext
            ? PostgresFunction + string.Concat(Tables.Select(table => PostgresTriggers(table.Table, "UPDATE OR DELETE"))) + PostgresTriggers(Personal, "UPDATE")
            : string.Concat(Tables.Select(table => SqliteTriggers(table.Table, table.Key) + SqliteNoDelete(table.Table)))
                + SqliteTriggers(Personal, PersonalKey),
        cancellationToken);

    // Nodes that start at once take turns.
    private const string PostgresFunction =
        """
        SELECT pg_advisory_xact_lock(4710815);
        CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;

        """;

    private static string PostgresTriggers(string table, string changes) =>
        $"""
        DO $$
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = '{table}'::regclass AND tgname = 'append_only') THEN
                CREATE TRIGGER append_only BEFORE {changes} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
                CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            END IF;
        END $$;

        """;

    // INSERT OR REPLACE deletes without telling the trigger of deletions.
    private static string SqliteTriggers(string table, string key) =>
        $"""
        CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} WHERE {key})
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;

        """;

    private static string SqliteNoDelete(string table) =>
        $"""
        CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;

        """;
}
