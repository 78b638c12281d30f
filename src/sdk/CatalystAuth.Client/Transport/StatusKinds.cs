using System.Net;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Transport;

/// <summary>The kind of refusal that a status stands for: the reverse of what <see cref="ErrorKind"/> documents.</summary>
internal static class StatusKinds
{
    public static ErrorKind Of(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => ErrorKind.Unauthenticated,
        HttpStatusCode.Forbidden => ErrorKind.Forbidden,
        HttpStatusCode.NotFound => ErrorKind.NotFound,
        HttpStatusCode.Conflict => ErrorKind.Conflict,
        HttpStatusCode.Gone => ErrorKind.Gone,
        HttpStatusCode.PreconditionFailed => ErrorKind.PreconditionFailed,
        HttpStatusCode.UnprocessableEntity => ErrorKind.Unprocessable,
        HttpStatusCode.TooManyRequests => ErrorKind.TooMany,
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => ErrorKind.Invalid,

        // A server error, or an answer that no Catalyst server gives: either way the one that could decide was not reached.
        _ => ErrorKind.Unavailable,
    };
}
