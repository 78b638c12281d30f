using CatalystAuth.Contracts.Audit;

namespace CatalystAuth.Core.Audit.Sinks;

/// <summary>Takes audit records out of the house.</summary>
public interface IAuditSink
{
    /// <summary>One of <see cref="AuditSinks"/>.</summary>
    string Name { get; }

    /// <summary>Takes some records, in the order of their chains. They come again when this throws, or when the node dies meanwhile.</summary>
    Task SendAsync(IReadOnlyList<AuditSinkRecord> records, CancellationToken cancellationToken);
}
