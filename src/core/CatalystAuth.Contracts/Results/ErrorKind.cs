namespace CatalystAuth.Contracts.Results;

/// <summary>What a refusal means to its caller. Each kind has one HTTP status.</summary>
public enum ErrorKind
{
    /// <summary>The request is malformed or breaks a rule of its own shape (400).</summary>
    Invalid,

    /// <summary>No credential, or one that does not hold (401).</summary>
    Unauthenticated,

    /// <summary>The credential holds and does not suffice (403).</summary>
    Forbidden,

    /// <summary>There is no such thing, or none that this caller may know of (404).</summary>
    NotFound,

    /// <summary>The change collides with what is there (409).</summary>
    Conflict,

    /// <summary>The thing was there and has ended (410).</summary>
    Gone,

    /// <summary>The precondition named by the caller does not hold (412).</summary>
    PreconditionFailed,

    /// <summary>The request is well-formed and says something that can't be done as it stands (422).</summary>
    Unprocessable,

    /// <summary>Too many requests or too many things (429).</summary>
    TooMany,

    /// <summary>A part that the answer needs can't be reached (503).</summary>
    Unavailable,
}
