using System.Net;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth.Requests;

/// <summary>Who may ask.</summary>
internal sealed class TrustedProxies(IOptions<ForwardAuthOptions> options)
{
    private readonly IReadOnlyList<IPNetwork> _networks = options.Value.TrustedNetworks();

    public bool Has(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in _networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }
}
