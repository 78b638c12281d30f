namespace CatalystAuth.Tokens.Webhooks;

/// <summary>What a verifier says of a webhook. Senders are only told that it was refused: the reason is for the log.</summary>
public enum WebhookVerdict
{
    /// <summary>None of the signatures was made with one of the secrets over this id, time and body.</summary>
    NoMatchingSignature,

    /// <summary>One of the three headers is missing or empty.</summary>
    MissingHeader,

    /// <summary>The id is too long, or has characters that can't be signed, such as a dot.</summary>
    MalformedId,

    /// <summary>The timestamp is no number of seconds.</summary>
    MalformedTimestamp,

    /// <summary>The signature header is too long, or holds nothing that has the form of a known signature.</summary>
    MalformedSignature,

    /// <summary>The timestamp is longer ago than the tolerance.</summary>
    TooOld,

    /// <summary>The timestamp is further ahead than the tolerance.</summary>
    TooNew,

    /// <summary>The body is larger than is accepted.</summary>
    BodyTooLarge,

    /// <summary>It is genuine, and of now.</summary>
    Valid,
}
