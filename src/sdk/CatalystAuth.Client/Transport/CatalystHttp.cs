namespace CatalystAuth.Client.Transport;

/// <summary>The HTTP rules of clients that this library makes itself, directly or through a factory.</summary>
internal static class CatalystHttp
{
    /// <summary>The name of the factory's client.</summary>
    public const string ClientName = "CatalystAuth.Client";

    private const int MaxResponseBytes = 1024 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static HttpClient NewClient()
    {
        var client = new HttpClient(NewHandler());
        Configure(client);
        return client;
    }

    public static void Configure(HttpClient client)
    {
        client.MaxResponseContentBufferSize = MaxResponseBytes;
        client.Timeout = Timeout;
    }

    public static HttpClientHandler NewHandler()
    {
        // A redirect could carry a token, a key or a password to another host.
        var handler = new HttpClientHandler { AllowAutoRedirect = false };
        if (!OperatingSystem.IsBrowser())
        {
            // A factory shares its handlers, and a shared cookie would be one user's session in another's calls.
            handler.UseCookies = false;
        }

        return handler;
    }
}
