using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Audit;

/// <summary>What to take out.</summary>
/// <param name="Org">Of which organisation. Without one: a key's own, or the platform's for platform admins.</param>
/// <param name="From">Not before this; the export begins with the first such record in the chain.</param>
/// <param name="To">Before this; the export ends with the last such record. All between are in it, so that it can be verified.</param>
/// <param name="Format">One of <see cref="AuditFormats"/>.</param>
public sealed record AuditExportQuery(OrgRef? Org = null, DateTimeOffset? From = null, DateTimeOffset? To = null, string Format = AuditFormats.JsonLines);

/// <summary>The forms of an export.</summary>
public static class AuditFormats
{
    /// <summary>A line of JSON for each record, with its place, hash and the signed end: proves itself.</summary>
    public const string JsonLines = "jsonl";

    /// <summary>RFC 4180, for spreadsheets: can't be verified.</summary>
    public const string Csv = "csv";

    /// <summary>The media type of <see cref="JsonLines"/>.</summary>
    public const string JsonLinesMediaType = "application/x-ndjson";

    /// <summary>The media type of <see cref="Csv"/>.</summary>
    public const string CsvMediaType = "text/csv";
}

/// <summary>Header names of an export.</summary>
public static class AuditHeaders
{
    /// <summary>How many records the export has.</summary>
    public const string Total = "X-Total-Count";
}

/// <summary>How far an export is.</summary>
/// <param name="Records">How many records were read.</param>
/// <param name="Total">Of how many.</param>
public readonly record struct AuditExportProgress(long Records, long Total);

/// <summary>An export that is being made while it is read. Dispose of it, also when it is not read to its end.</summary>
/// <param name="content">The bytes.</param>
/// <param name="total">How many records it has.</param>
/// <param name="mediaType">What the bytes are.</param>
/// <param name="fileName">What to call it.</param>
public sealed class AuditExport(Stream content, long total, string mediaType, string fileName) : IAsyncDisposable
{
    /// <summary>The bytes. A read throws when the rest can't be had; an export without its last line is no whole one.</summary>
    public Stream Content => content;

    /// <summary>How many records it has.</summary>
    public long Total => total;

    /// <summary>What the bytes are.</summary>
    public string MediaType => mediaType;

    /// <summary>What to call it.</summary>
    public string FileName => fileName;

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => content.DisposeAsync();
}
