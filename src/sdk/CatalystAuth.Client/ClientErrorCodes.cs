namespace CatalystAuth.Client;

/// <summary>Codes of refusals that the client makes itself, because the server's answer does not hold one.</summary>
public static class ClientErrorCodes
{
    /// <summary>
    /// The answer is not one of a Catalyst server: a redirect, no JSON, or JSON of another shape. Look at the address and at the
    /// proxies before it.
    /// </summary>
    public const string UnexpectedResponse = "client.unexpected_response";
}
