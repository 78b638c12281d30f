namespace CatalystAuth.Contracts.Idempotency;

/// <summary>The headers that make a <c>POST</c> safe to send again (draft-ietf-httpapi-idempotency-key-header).</summary>
public static class IdempotencyHeaders
{
    /// <summary>Sent by the caller: a fresh value for each thing to be done, the same one when the request is sent again.</summary>
    public const string Key = "Idempotency-Key";

    /// <summary>Answered with <c>true</c> when the answer is the one of an earlier request with the same key.</summary>
    public const string Replayed = "Idempotency-Replayed";

    /// <summary>The longest key.</summary>
    public const int MaxKeyLength = 255;

    /// <summary>Whether a key is 1 to <see cref="MaxKeyLength"/> visible ASCII characters.</summary>
    public static bool IsValidKey(string? key) =>
        key is { Length: > 0 and <= MaxKeyLength } && key.All(character => character is > ' ' and <= '~');
}
