using System.Collections.Frozen;
using System.Net;
using CatalystAuth.Core.Apps;

namespace CatalystAuth.Core.ForwardAuthDomains;

/// <summary>
/// Names that one can have for oneself, so that a cookie for the whole domain reaches no stranger. The list of suffixes under which others register theirs
/// is short: who sets a domain is an admin of the platform, and browsers have the long one.
/// </summary>
public static class OwnDomain
{
    private static readonly FrozenSet<string> Suffixes = new[]
    {
        "ac.uk", "co.uk", "gov.uk", "ltd.uk", "me.uk", "net.uk", "nhs.uk", "org.uk", "plc.uk", "com.au", "net.au", "org.au", "edu.au", "gov.au", "co.nz",
        "net.nz", "org.nz", "co.jp", "ne.jp", "or.jp", "ac.jp", "go.jp", "co.kr", "or.kr", "com.br", "net.br", "org.br", "com.mx", "com.ar", "com.co",
        "com.tr", "com.cn", "net.cn", "org.cn", "com.hk", "com.sg", "com.tw", "com.my", "co.in", "net.in", "org.in", "co.id", "co.il", "co.za", "org.za",
        "com.ua", "com.pl", "net.pl", "org.pl", "co.at", "or.at", "com.pt", "com.es", "com.gr", "com.ru", "com.sa", "com.eg", "com.ng", "co.ke", "co.th",
        "com.vn", "com.ph", "com.pk", "github.io", "gitlab.io", "pages.dev", "workers.dev", "web.app", "firebaseapp.com", "appspot.com", "run.app", "netlify.app",
        "vercel.app", "herokuapp.com", "fly.dev", "onrender.com", "azurewebsites.net", "azurestaticapps.net", "cloudapp.net", "cloudfront.net", "amazonaws.com",
        "elasticbeanstalk.com", "blogspot.com", "wordpress.com", "ngrok.io", "ngrok.app", "ngrok-free.app", "duckdns.org", "dyndns.org", "no-ip.org", "nip.io",
        "sslip.io", "in-addr.arpa", "ip6.arpa", "home.arpa",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The canonical form of a domain of one's own; null when it is none.</summary>
    public static string? Canonicalise(string? domain) =>
        AppHost.Canonicalise(domain) is { } name && AppHost.NameOf(name) == name && name.Contains('.', StringComparison.Ordinal)
            && !IPAddress.TryParse(name.Trim('[', ']'), out _) && !Suffixes.Contains(name)
                ? name
                : null;

    /// <summary>Whether a canonical host is the domain or in it: the dot counts, so <c>evil-example.com</c> is not in <c>example.com</c>.</summary>
    public static bool Has(string domain, string host) =>
        host.EndsWith(domain, StringComparison.Ordinal) && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.');
}
