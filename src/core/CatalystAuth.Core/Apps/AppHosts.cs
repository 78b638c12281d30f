using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CatalystAuth.Core.Apps;

/// <summary>The hosts that an app answers for; one without a port answers for every port.</summary>
public sealed class AppHosts(IReadOnlyList<string> hosts)
{
    private readonly FrozenDictionary<string, string> _names = hosts.ToFrozenDictionary(host => host, AppHost.NameOf, StringComparer.Ordinal);

    /// <summary>Whether a host is one of them.</summary>
    public bool Has(string host, bool isHttps) => TryFind(host, isHttps, out _);

    /// <summary>Finds the host of a request.</summary>
    /// <param name="host">As the client sent it.</param>
    /// <param name="isHttps">By which scheme, which is to say which port when it is not named.</param>
    /// <param name="name">Its canonical name without a port.</param>
    public bool TryFind(string host, bool isHttps, [NotNullWhen(true)] out string? name)
    {
        if (_names.TryGetValue(host, out name))
        {
            return true;
        }

        if (AppHost.Canonicalise(host) is not { } canonical)
        {
            return false;
        }

        name = AppHost.NameOf(canonical);
        var port = name.Length == canonical.Length ? (isHttps ? "443" : "80") : canonical[(name.Length + 1)..];
        return _names.ContainsKey(name) || _names.ContainsKey(string.Create(CultureInfo.InvariantCulture, $"{name}:{port}"));
    }
}
