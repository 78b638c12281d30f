using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace CatalystAuth.Benchmarks.Tenants.Seeding;

/// <summary>Loads rows of one entity by COPY, with the columns and conversions of the product's model.</summary>
internal sealed class TableCopy
{
    private readonly string _command;
    private readonly Column[] _columns;

    public TableCopy(IEntityType entity)
    {
        Table = entity.GetTableName()!;
        var table = StoreObjectIdentifier.Table(Table);
        _columns = [.. entity.GetFlattenedProperties().Where(property => !property.IsShadowProperty()).Select(property => new Column(
            property.GetColumnName(table)!,
            property.GetGetter(),
            property.GetTypeMapping().Converter,
            property.GetRelationalTypeMapping().StoreTypeNameBase))];
        _command = $"COPY {Table} ({string.Join(", ", _columns.Select(column => $"\"{column.Name}\""))}) FROM STDIN (FORMAT BINARY)";
    }

    public string Table { get; }

    public async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<object> rows, CancellationToken cancellationToken)
    {
        await using var import = await connection.BeginBinaryImportAsync(_command, cancellationToken);
        foreach (var row in rows)
        {
            // Without waiting, as the writer keeps what it is given in a buffer and sends it when that is full.
            import.StartRow();
            foreach (var column in _columns)
            {
                Write(import, column, column.Getter.GetClrValueUsingContainingEntity(row));
            }
        }

        await import.CompleteAsync(cancellationToken);
    }

    private static void Write(NpgsqlBinaryImporter import, Column column, object? value)
    {
        if (value is null)
        {
            import.WriteNull();
            return;
        }

        import.Write(column.Converter is null ? value : column.Converter.ConvertToProvider(value)!, column.Type);
    }

    private sealed record Column(string Name, IClrPropertyGetter Getter, ValueConverter? Converter, string Type);
}
