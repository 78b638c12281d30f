using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Audit.Personal;

namespace CatalystAuth.Core.Audit.Exports;

/// <summary>The part of a chain that is taken out: all from one place to another.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="First">The first place; one behind the last when there is nothing.</param>
/// <param name="Last">The last place.</param>
/// <param name="Previous">The hash before the first.</param>
/// <param name="Hash">The hash at the last.</param>
/// <param name="Cut">The checkpoint right before the first, when the chain was cut there.</param>
internal sealed record ExportRange(
    AuditChain Chain, long First, long Last, byte[] Previous, byte[] Hash, AuditCheckpoint? Cut = null)
{
    public long Total => Last - First + 1;
}

/// <summary>How an export is written.</summary>
internal interface IExportFormat
{
    string Extension { get; }

    string MediaType { get; }

    void WriteHead(Stream output, ExportRange range);

    /// <summary>A record, with what can still be opened of its personal values.</summary>
    void Write(Stream output, LinkedRecord item, IReadOnlyList<PersonalValue> personal);

    void Write(Stream output, AuditCheckpoint checkpoint);

    /// <summary>The end, with a signed statement of all that came before.</summary>
    void WriteEnd(Stream output, string jws);
}
