using System.Diagnostics.CodeAnalysis;

namespace CatalystAuth.Contracts.Results;

/// <summary>A value, or an <see cref="Results.Error"/>. <c>default(Result&lt;T&gt;)</c> reads as a refusal.</summary>
/// <typeparam name="T">What a success carries.</typeparam>
public readonly struct Result<T>
{
    private readonly bool _succeeded;
    private readonly T? _value;
    private readonly Error? _error;

    private Result(T value)
    {
        _succeeded = true;
        _value = value;
    }

    private Result(Error error) => _error = error;

    /// <summary>Whether it succeeded.</summary>
    public bool IsSuccess => _succeeded;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">It was refused; the message names the code.</exception>
    public T Value => _succeeded
        ? _value!
        : throw new InvalidOperationException($"The result is a refusal ({Error.Code}): {Error.Message}");

    /// <summary>The refusal.</summary>
    /// <exception cref="InvalidOperationException">It succeeded.</exception>
    public Error Error => _succeeded
        ? throw new InvalidOperationException("A success has no error; test IsSuccess first.")
        : _error ?? Results.Error.Undecided;

    /// <summary>Reads value or refusal in one step.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [MaybeNullWhen(true)] out Error error)
    {
        value = _value;
        error = _succeeded ? null : Error;
        return _succeeded;
    }

    /// <summary>Answers for either case.</summary>
    public TOut Match<TOut>(Func<T, TOut> success, Func<Error, TOut> refusal) => _succeeded ? success(_value!) : refusal(Error);

    /// <summary>Turns the value of a success; a refusal stays as it is.</summary>
    public Result<TOut> Map<TOut>(Func<T, TOut> map) => _succeeded ? map(_value!) : Error;

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value);

    /// <summary>A refusal.</summary>
    public static implicit operator Result<T>(Error error) => new(error);
}
