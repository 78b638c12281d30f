namespace CatalystAuth.Contracts.Results;

/// <summary>Codes of refusals that any route can give.</summary>
public static class RequestErrorCodes
{
    /// <summary>The body or a parameter is not what the route takes.</summary>
    public const string Invalid = "request.invalid";

    /// <summary>The body is larger than the route takes.</summary>
    public const string TooLarge = "request.too_large";

    /// <summary>The body's media type is not one that the route takes.</summary>
    public const string UnsupportedMediaType = "request.unsupported_media_type";

    /// <summary>No such route.</summary>
    public const string NoRoute = "request.no_route";

    /// <summary>The route does not take this method.</summary>
    public const string MethodNotAllowed = "request.method_not_allowed";

    /// <summary>The <c>If-Match</c> version is not the current one.</summary>
    public const string VersionMismatch = "request.version_mismatch";

    /// <summary>The cursor was not made by this list.</summary>
    public const string InvalidCursor = "request.invalid_cursor";

    /// <summary>The <c>Idempotency-Key</c> breaks its form.</summary>
    public const string InvalidIdempotencyKey = "request.invalid_idempotency_key";

    /// <summary>The <c>Idempotency-Key</c> was used for another request.</summary>
    public const string IdempotencyKeyReused = "request.idempotency_key_reused";

    /// <summary>A request with the same <c>Idempotency-Key</c> is being carried out.</summary>
    public const string IdempotencyInProgress = "request.idempotency_in_progress";

    /// <summary>The request with the same <c>Idempotency-Key</c> was carried out, and its answer was lost.</summary>
    public const string IdempotencyAnswerLost = "request.idempotency_answer_lost";

    /// <summary>It was asked for too often; <c>Retry-After</c> says when to come again.</summary>
    public const string RateLimited = "request.rate_limited";

    /// <summary>A part that the answer needs can't be reached.</summary>
    public const string Unavailable = "service.unavailable";

    /// <summary>A fault of the server's own; the trace id finds it in the log.</summary>
    public const string Internal = "service.internal_error";
}
