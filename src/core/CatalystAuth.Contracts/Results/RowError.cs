namespace CatalystAuth.Contracts.Results;

/// <summary>Why a row of a bulk request was not done.</summary>
/// <param name="Code">Stable; see <see cref="Error.Code"/>.</param>
/// <param name="Detail">What is wrong and what to do about it.</param>
public sealed record RowError(string Code, string Detail);
