namespace CatalystAuth.Contracts.Results;

/// <summary>Why a row of a bulk request was not done.</summary>
/// <param name="Code">Stable: programs go by it.</param>
/// <param name="Detail">What is wrong and what to do about it.</param>
public sealed record RowError(string Code, string Detail)
{
    /// <summary>The member that is wrong, where it is one.</summary>
    public string? Field { get; init; }

    /// <summary>The refusal of a row.</summary>
    public static RowError Of(Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(error.Code, error.Message) { Field = error.Fields.Keys.FirstOrDefault() };
    }
}
