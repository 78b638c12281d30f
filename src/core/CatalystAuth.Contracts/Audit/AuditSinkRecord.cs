namespace CatalystAuth.Contracts.Audit;

/// <summary>A record as a sink is sent it, one a line. <paramref name="Chain"/> and <paramref name="Seq"/> are the same each time that it comes.</summary>
/// <param name="Chain">The organisation's id, or <c>platform</c>.</param>
/// <param name="Seq">The place in the chain, from 1.</param>
/// <param name="Hash">The chain's hash there, in hex; see <c>docs/audit.md</c>.</param>
/// <param name="Record">The record.</param>
public sealed record AuditSinkRecord(string Chain, long Seq, string Hash, AuditEntry Record);
