namespace CatalystAuth.Cli;

/// <summary>Gets a key set from a server.</summary>
internal static class KeySets
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Reads a key set from an address or a file.</summary>
    /// <exception cref="HttpRequestException">It can't be had from the address.</exception>
    public static Task<byte[]> ReadAsync(string place, CancellationToken cancellationToken) =>
        Uri.TryCreate(place, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? GetAsync(url, cancellationToken)
            : File.ReadAllBytesAsync(place, cancellationToken);

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
