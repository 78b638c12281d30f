namespace CatalystAuth.Cli.Audit;

/// <summary>Gets a key set from a server.</summary>
internal static class KeySetDownload
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <exception cref="HttpRequestException">It can't be had, also when it does not come in time.</exception>
    public static async Task<byte[]> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        // Whoever may answer for the address may name the keys: anywhere but on this machine that takes TLS.
        if (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback)
        {
            throw new HttpRequestException("Keys are only taken by https.");
        }

        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(handler) { MaxResponseContentBufferSize = MaxBytes, Timeout = Timeout };
        try
        {
            return await http.GetByteArrayAsync(url, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException)
        {
            throw new HttpRequestException($"{url} did not answer in time.", e);
        }
    }
}
