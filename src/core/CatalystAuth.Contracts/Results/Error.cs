namespace CatalystAuth.Contracts.Results;

/// <summary>An expected refusal: a stable code for programs, a sentence for people.</summary>
/// <param name="Code">Stable and dotted, e.g. <c>key.expired</c>. Listed in <c>docs/errors.md</c>.</param>
/// <param name="Message">What is wrong and what to do about it. Never a secret, never another tenant's data.</param>
/// <param name="Kind">What the refusal means, and so its HTTP status.</param>
public sealed record Error(string Code, string Message, ErrorKind Kind)
{
    /// <summary>Messages by request member, for refusals of shape; empty otherwise.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; init; } = EmptyFields;

    /// <summary>After how long the same may be asked again; null where that is not known. Over HTTP in whole seconds, rounded up.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The rate limits that were asked, where it is too many (429); empty otherwise.</summary>
    public IReadOnlyList<RateLimitStatus> RateLimits { get; init; } = [];

    /// <summary>What a step-up would have to prove to lift the refusal, one of these (<see cref="Flows.StepUpProofs"/>); empty where none would.</summary>
    public IReadOnlyList<string> Proofs { get; init; } = [];

    private static readonly Dictionary<string, string[]> EmptyFields = [];

    /// <summary>The refusal that <c>default(Result)</c> stands for: nothing was decided, so nothing is allowed.</summary>
    public static Error Undecided { get; } = new("error.undecided", "No result was produced; nothing is allowed.", ErrorKind.Unavailable);

    /// <summary>A refusal of one request member.</summary>
    public static Error Field(string code, string field, string message) =>
        new(code, message, ErrorKind.Invalid) { Fields = new Dictionary<string, string[]> { [field] = [message] } };
}
