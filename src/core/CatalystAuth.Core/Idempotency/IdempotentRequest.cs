namespace CatalystAuth.Core.Idempotency;

/// <summary>
/// A request that was carried out under a key. The row is written in the transaction of the change itself, so that there is one if
/// and only if the change happened; the answer follows.
/// </summary>
public sealed class IdempotentRequest
{
    /// <summary>Whose key it is: the id of a user or of an API key.</summary>
    public required string Caller { get; init; }

    /// <summary>The key that the caller chose.</summary>
    public required string Key { get; init; }

    /// <summary>The hash of method, path with query, and body.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>When the request came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The answer, sealed: it may carry a secret. Null until it is known.</summary>
    public byte[]? ProtectedAnswer { get; set; }
}
