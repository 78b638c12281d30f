using CatalystAuth.Contracts.Idempotency;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Idempotency;

/// <summary>Why a request with an idempotency key is not carried out.</summary>
public static class IdempotencyRefusals
{
    /// <summary>The key breaks its form.</summary>
    public static readonly Error InvalidKey = Error.Field(
        RequestErrorCodes.InvalidIdempotencyKey, IdempotencyHeaders.Key,
        $"{IdempotencyHeaders.Key} is sent once and has 1 to {IdempotencyHeaders.MaxKeyLength} visible ASCII characters, e.g. a UUID.");

    /// <summary>The key belongs to a request that is not answered yet.</summary>
    public static readonly Error InProgress = new(
        RequestErrorCodes.IdempotencyInProgress,
        "A request with this Idempotency-Key is being carried out. Send it again, unchanged, in a moment to get its answer.",
        ErrorKind.Conflict);

    /// <summary>The key belongs to another request.</summary>
    public static readonly Error KeyReused = new(
        RequestErrorCodes.IdempotencyKeyReused,
        "This Idempotency-Key was used for another request: method, address and body have to be the same. Use a new key for a new request.",
        ErrorKind.Unprocessable);

    /// <summary>The request was carried out, and nobody knows any more what was answered.</summary>
    /// <param name="receivedAt">When it was.</param>
    /// <param name="path">Where it went, and so where what it made can be found.</param>
    public static Error AnswerLost(DateTimeOffset receivedAt, string path) => new(
        RequestErrorCodes.IdempotencyAnswerLost,
        $"The request of {receivedAt:u} with this Idempotency-Key was carried out, but its answer was lost. Look with GET {path} for what " +
        "it made, or in the audit log, before you send it again with a new key.",
        ErrorKind.Conflict);
}
