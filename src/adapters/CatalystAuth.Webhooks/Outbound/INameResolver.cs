using System.Net;

namespace CatalystAuth.Webhooks.Outbound;

/// <summary>Asks what addresses a name has now.</summary>
internal interface INameResolver
{
    /// <summary>The addresses of a host; none when it has none.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name server could not be asked.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}
