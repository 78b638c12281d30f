using CatalystAuth.Storage.Databases;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Audit;

/// <summary>
/// Has the database refuse to change or delete audit records, whoever asks: who gets into the server gets no further than adding some.
/// Only who owns the tables can take the triggers away, and they could as well edit its files. A model can't say this.
/// </summary>
internal static class AppendOnly
{
    // Nodes that start at once take turns.
    private const string Postgres =
        """
        SELECT pg_advisory_xact_lock(4710815);
        CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;
        DO $$
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'audit_records'::regclass AND tgname = 'append_only') THEN
                CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_records FOR EACH ROW EXECUTE FUNCTION refuse_change();
                CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON audit_records FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            END IF;
        END $$;
        """;

    // INSERT OR REPLACE deletes without telling the trigger of deletions.
    private const string Sqlite =
        """
        CREATE TRIGGER IF NOT EXISTS audit_records_no_update BEFORE UPDATE ON audit_records
        BEGIN SELECT RAISE(ABORT, 'audit_records is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS audit_records_no_delete BEFORE DELETE ON audit_records
        BEGIN SELECT RAISE(ABORT, 'audit_records is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS audit_records_no_replace BEFORE INSERT ON audit_records
        WHEN EXISTS (SELECT 1 FROM audit_records WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'audit_records is append-only'); END;
        """;

    public static Task EnsureAsync(CatalystDbContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync(context is PostgresCatalystDbContext ? Postgres : Sqlite, cancellationToken);
}
