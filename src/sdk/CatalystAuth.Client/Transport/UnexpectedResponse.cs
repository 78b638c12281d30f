using System.Net;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Transport;

/// <summary>The refusal that stands for an answer without one of its own. It quotes nothing: the body is somebody else's.</summary>
internal static class UnexpectedResponse
{
    public static Error Of(HttpStatusCode status) => (int)status switch
    {
        >= 500 => new(
            RequestErrorCodes.Unavailable, $"The server, or a proxy before it, failed with {(int)status}. Try again later.",
            ErrorKind.Unavailable),
        >= 300 and < 400 => new(
            ClientErrorCodes.UnexpectedResponse,
            $"The server answered with a redirect ({(int)status}). Credentials are not sent along: set Url to the final address.",
            StatusKinds.Of(status)),
        _ => new(
            ClientErrorCodes.UnexpectedResponse,
            $"The answer ({(int)status}) is not one of a Catalyst server. Check Url and the proxies before the server.",
            StatusKinds.Of(status)),
    };
}
