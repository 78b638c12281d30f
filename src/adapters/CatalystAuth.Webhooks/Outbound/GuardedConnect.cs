using System.Net;
using System.Net.Sockets;

namespace CatalystAuth.Webhooks.Outbound;

/// <summary>
/// Connects to a host of a tenant's choosing. The name is resolved once, all its addresses are tested, and the connection goes to one that
/// was tested: an answer of the name server that changes in between (rebinding) has no effect.
/// </summary>
internal sealed class GuardedConnect(OutboundOptions options, INameResolver resolver, TimeProvider time)
{
    /// <summary>How long a connection may take, over all addresses.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    // More than any honest host has; the rest is tested but not tried.
    private const int MaxTried = 8;

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await resolver.ResolveAsync(host, cancellationToken).ConfigureAwait(false);

        // One bad address refuses all: a host that mixes them is up to something.
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, options.Allows))
        {
            throw new BlockedAddressException();
        }

        var tried = addresses.Take(MaxTried).Select(OutboundAddresses.Plain).ToArray();
        for (var i = 0; ; i++)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(tried[i], port), Timeout / tried.Length, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException) when (i < tried.Length - 1)
            {
                // The next one may answer.
            }
        }
    }

    private async Task<NetworkStream> ConnectAsync(IPEndPoint endPoint, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var clock = new CancellationTokenSource(timeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
            try
            {
                await socket.ConnectAsync(endPoint, both.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new SocketException((int)SocketError.TimedOut);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
