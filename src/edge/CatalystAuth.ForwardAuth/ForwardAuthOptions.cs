using System.Net;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth;

/// <summary>Where forward-auth listens and whom it answers. Section <c>Catalyst:ForwardAuth</c>.</summary>
public sealed class ForwardAuthOptions
{
    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; set; } = "http://localhost:5081";

    /// <summary>
    /// Addresses or networks (CIDR) of the proxies that may ask. None means loopback only; "everybody" has to be written out.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    internal IReadOnlyList<IPNetwork> TrustedNetworks() =>
        TrustedProxies.Count == 0 ? Loopback : [.. TrustedProxies.Select(text => TryReadNetwork(text, out var network) ? network : default)];

    /// <summary>Reads an address, or a network in CIDR form.</summary>
    public static bool TryReadNetwork(string? text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }

    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];
}

/// <summary>Checks the settings when the server starts.</summary>
internal sealed class ForwardAuthOptionsValidation : IValidateOptions<ForwardAuthOptions>
{
    public ValidateOptionsResult Validate(string? name, ForwardAuthOptions options)
    {
        var problems = new List<string>();
        foreach (var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(url.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal), UriKind.Absolute, out var parsed)
                || parsed.Scheme != Uri.UriSchemeHttp || parsed.AbsolutePath != "/")
            {
                problems.Add($"Catalyst__ForwardAuth__Urls holds \"{url}\"; an address is of the form http://localhost:5081.");
            }
        }

        for (var i = 0; i < options.TrustedProxies.Count; i++)
        {
            if (!ForwardAuthOptions.TryReadNetwork(options.TrustedProxies[i], out _))
            {
                problems.Add(
                    $"Catalyst__ForwardAuth__TrustedProxies__{i} is \"{options.TrustedProxies[i]}\"; it is an address or a network, e.g. 10.0.0.0/8.");
            }
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
