namespace CatalystAuth.Contracts.Results;

/// <summary>Success, or an <see cref="Results.Error"/>. <c>default(Result)</c> reads as a refusal.</summary>
public readonly struct Result
{
    private readonly bool _succeeded;
    private readonly Error? _error;

    private Result(bool succeeded, Error? error) => (_succeeded, _error) = (succeeded, error);

    /// <summary>The one success.</summary>
    public static Result Success => new(true, null);

    /// <summary>Whether it succeeded.</summary>
    public bool IsSuccess => _succeeded;

    /// <summary>The refusal.</summary>
    /// <exception cref="InvalidOperationException">It succeeded.</exception>
    public Error Error => _succeeded
        ? throw new InvalidOperationException("A success has no error; test IsSuccess first.")
        : _error ?? Results.Error.Undecided;

    /// <summary>A refusal.</summary>
    public static implicit operator Result(Error error) => new(false, error);
}
