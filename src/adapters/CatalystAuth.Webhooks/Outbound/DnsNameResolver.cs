using System.Net;
using System.Net.Sockets;

namespace CatalystAuth.Webhooks.Outbound;

/// <summary>Asks the resolver of the operating system.</summary>
internal sealed class DnsNameResolver : INameResolver
{
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            return [];
        }
    }
}
