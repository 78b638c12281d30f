using System.Net;

namespace CatalystAuth.Webhooks.Outbound;

/// <summary>
/// What every call to a tenant's URL goes through: it judges the URL, and then each address that is connected to. It follows no redirect,
/// asks no proxy, keeps no cookies, unpacks nothing, and tells nobody the ids of our traces.
/// </summary>
public sealed class GuardedHttpHandler : DelegatingHandler
{
    private const int MaxHeaderKilobytes = 16;

    // Short, so that a name that now stands for another address is asked for anew.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan IdleLifetime = TimeSpan.FromSeconds(30);

    private readonly OutboundOptions _options;

    internal GuardedHttpHandler(OutboundOptions options, INameResolver resolver, TimeProvider time, TimeSpan? connectionLifetime = null)
        : base(NewHandler(new GuardedConnect(options, resolver, time), connectionLifetime ?? ConnectionLifetime)) => _options = options;

    /// <summary>The handler beneath, for tests of what it is set to.</summary>
    internal SocketsHttpHandler Sockets => (SocketsHttpHandler)InnerHandler!;

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Guard(request);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.InnerException is BlockedAddressException)
        {
            // Without what is around it, which names host and port.
            throw new BlockedAddressException();
        }
    }

    /// <summary>Not to be had: name servers are asked asynchronously.</summary>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Call SendAsync.");

    private void Guard(HttpRequestMessage request)
    {
        if (!OutboundUrl.Check(request.RequestUri?.OriginalString, _options).TryGet(out var url, out _))
        {
            throw new BlockedAddressException();
        }

        request.RequestUri = url;

        // HTTP/3 would not go through our connections.
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
    }

    private static SocketsHttpHandler NewHandler(GuardedConnect connect, TimeSpan connectionLifetime) => new()
    {
        ConnectCallback = connect.ConnectAsync,
        ConnectTimeout = GuardedConnect.Timeout,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = connectionLifetime,
        PooledConnectionIdleTimeout = IdleLifetime,
        MaxResponseHeadersLength = MaxHeaderKilobytes,

        // An answer that is not read to its end costs its connection, not our time.
        MaxResponseDrainSize = 0,
        ActivityHeadersPropagator = null,
    };
}
