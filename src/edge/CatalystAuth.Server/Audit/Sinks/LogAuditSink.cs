using System.Text.Json;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Core.Audit.Sinks;

namespace CatalystAuth.Server.Audit.Sinks;

/// <summary>
/// Logs records in a category of their own, with their members as attributes: for the console, and for OpenTelemetry where that is set up.
/// </summary>
internal sealed partial class LogAuditSink(ILoggerFactory loggers) : IAuditSink
{
    public const string Category = "CatalystAuth.Audit";

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    public string Name => AuditSinks.Log;

    public Task SendAsync(IReadOnlyList<AuditSinkRecord> records, CancellationToken cancellationToken)
    {
        // Who has switched the category off wants none.
        foreach (var (chain, seq, hash, record) in _logger.IsEnabled(LogLevel.Information) ? records : [])
        {
            var id = record.Id.ToString();
            var data = JsonSerializer.Serialize(record.Data, CatalystJson.Strict);
            LogRecord(
                record.Action, record.Actor, record.Target, id, chain, seq, hash, record.At, record.IpAddress, record.UserAgent, record.TraceId, data);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(
        EventId = 1, EventName = "audit", Level = LogLevel.Information,
        Message = "{AuditAction} by {AuditActor} on {AuditTarget} ({AuditId}, {AuditChain} {AuditSeq} {AuditHash}) at {AuditAt:O} from {AuditIpAddress} {AuditUserAgent}, trace {AuditTraceId}: {AuditData}")]
    private partial void LogRecord(
        string auditAction, string auditActor, string auditTarget, string auditId, string auditChain, long auditSeq, string auditHash,
        DateTimeOffset auditAt, string? auditIpAddress, string? auditUserAgent, string? auditTraceId, string auditData);
}
