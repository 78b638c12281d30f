namespace CatalystAuth.Contracts.Audit;

/// <summary>What checking an audit chain found: each record against its hash, each checkpoint against its signature.</summary>
/// <param name="Ok">Whether all is as it was written.</param>
/// <param name="Chain">The chain: an organisation's id, or <c>platform</c>.</param>
/// <param name="Records">How many records were found good, up to the first that is not.</param>
/// <param name="SignedRecords">How many of them a checkpoint covers.</param>
/// <param name="Hash">The hash of the last good one, in hex.</param>
/// <param name="Fault">The first thing that is wrong; absent when nothing is.</param>
/// <param name="First">The place of the first record: 1, or behind the cut when records before it were deleted as their time was over.</param>
public sealed record AuditVerification(bool Ok, string Chain, long Records, long SignedRecords, string Hash, AuditFault? Fault, long First = 1);

/// <summary>The first thing that is wrong with a chain.</summary>
/// <param name="Kind">One of <see cref="AuditFaults"/>.</param>
/// <param name="Seq">At which place, from 1; absent for what has none.</param>
/// <param name="Record">Which record, as far as it is known.</param>
/// <param name="Message">What is wrong, for people.</param>
public sealed record AuditFault(string Kind, long? Seq, AuditId? Record, string Message);
