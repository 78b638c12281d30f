using CatalystAuth.Storage.Databases;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Audit;

/// <summary>
/// Has the database refuse to change audit records, their links, checkpoints and cuts, or to delete any but records before a cut that no
/// legal hold keeps, whoever asks. Only who owns the tables can take the triggers away, and they could as well edit its files. A model can't say this.
/// </summary>
internal static class AppendOnly
{
    private static readonly (string Table, string Key)[] Tables =
    [
        ("audit_cuts", "chain = NEW.chain AND seq = NEW.seq"),
        ("audit_records", "id = NEW.id"),
        ("audit_links", "record_id = NEW.record_id OR (chain = NEW.chain AND seq = NEW.seq)"),
        ("audit_checkpoints", "chain = NEW.chain AND seq = NEW.seq"),
    ];

    // Values may be erased, and not exchanged.
    private const string Personal = "audit_personal";
    private const string Holds = "legal_holds";
    private const string PersonalKey = "record_id = NEW.record_id AND subject = NEW.subject";

    // Before a cut, and not kept by a hold, records and links may be deleted; a record as long as its link is there.
    private static readonly (string Table, string From)[] Cuttable =
    [
        ("audit_records", "audit_links l JOIN audit_cuts c ON c.chain = l.chain AND c.seq >= l.seq WHERE l.record_id = OLD.id"),
        ("audit_links", "audit_cuts c WHERE c.chain = OLD.chain AND c.seq >= OLD.seq"),
    ];

    private const string NotHeld = "NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.released_at IS NULL AND (h.org_id IS NULL OR h.org_id = c.chain))";

    public static Task EnsureAsync(CatalystDbContext context, CancellationToken cancellationToken) => context.Database.ExecuteSqlRawAsync(
        context is PostgresCatalystDbContext ? Postgres() : Sqlite(), cancellationToken);

    private static string Postgres() => string.Concat(
    [
        PostgresFunction,
        .. Tables.Where(table => !IsCuttable(table.Table)).Select(table => PostgresTriggers(table.Table, "UPDATE OR DELETE")),
        .. Cuttable.Select(table => PostgresTriggers(table.Table, "UPDATE") + PostgresCut(table.Table, table.From)),
        PostgresTriggers(Personal, "UPDATE"),
        PostgresTriggers(Holds, "DELETE"),
    ]);

    private static string Sqlite() => string.Concat(
    [
        .. Tables.Select(table => SqliteTriggers(table.Table, table.Key)),
        .. Tables.Where(table => !IsCuttable(table.Table)).Select(table => SqliteNoDelete(table.Table)),
        .. Cuttable.Select(table => SqliteNoDelete(table.Table, $"WHEN NOT EXISTS (SELECT 1 FROM {table.From} AND {NotHeld})")),
        SqliteTriggers(Personal, PersonalKey),
        SqliteNoDelete(Holds),
    ]);

    private static bool IsCuttable(string table) => Cuttable.Any(one => one.Table == table);

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

    private static string PostgresCut(string table, string from) =>
        $"""
        CREATE OR REPLACE FUNCTION {table}_cut() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM {from} AND {NotHeld}) THEN RETURN OLD; END IF;
            RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'insufficient_privilege';
        END $$;
        CREATE OR REPLACE TRIGGER append_only_cut BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_cut();

        """;

    private static string SqliteNoDelete(string table, string when = "") =>
        $"""
        CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} {when}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;

        """;
}
