namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>Whose dialect a question is asked and an answer is written in.</summary>
internal enum ProxyFlavour
{
    /// <summary>Hands any status and body on to the client.</summary>
    Traefik,

    /// <summary>Hands any status and body on to the client.</summary>
    Caddy,

    /// <summary>Knows 200, 401 and 403; anything else becomes 500.</summary>
    Nginx,

    /// <summary>nginx as the Kubernetes ingress controller configures it: the request comes as <c>X-Original-URL</c> and <c>-Method</c>.</summary>
    IngressNginx,

    /// <summary>Asks by a script, with HEAD, and sees no body.</summary>
    HAProxy,

    /// <summary>Envoy and Istio: asks with the client's method, and with its path behind the route. Only 200 allows.</summary>
    Envoy,

    /// <summary>
    /// The controller of <see cref="IngressNginx"/> does not ask, but hands a request for one of our own paths on as it came. Whatever is answered, its client
    /// gets. It is in no route (<see cref="Core.AppSessions.DirectHosts"/>).
    /// </summary>
    IngressNginxDirect,
}

/// <summary>The flavours by the word that stands for them in routes and metrics.</summary>
internal static class ProxyFlavours
{
    private static readonly string[] Names = ["traefik", "caddy", "nginx", "ingress-nginx", "haproxy", "envoy", "ingress-nginx-direct"];

    public static string NameOf(ProxyFlavour flavour) => Names[(int)flavour];

    public static bool TryParse(ReadOnlySpan<char> name, out ProxyFlavour flavour)
    {
        for (var i = 0; i < (int)ProxyFlavour.IngressNginxDirect; i++)
        {
            if (name.SequenceEqual(Names[i]))
            {
                flavour = (ProxyFlavour)i;
                return true;
            }
        }

        flavour = default;
        return false;
    }

    /// <summary>Whether the proxy knows no other refusals than 401 and 403.</summary>
    public static bool KnowsTwoRefusals(this ProxyFlavour flavour) => flavour is ProxyFlavour.Nginx or ProxyFlavour.IngressNginx;

    /// <summary>Whether only one cookie of an answer reaches the client.</summary>
    public static bool TakesOneCookie(this ProxyFlavour flavour) => flavour is ProxyFlavour.Nginx or ProxyFlavour.IngressNginx or ProxyFlavour.HAProxy;

    /// <summary>Whether a cookie reaches the client with an answer that lets in.</summary>
    public static bool PassesCookiesOnAllow(this ProxyFlavour flavour) =>
        flavour is ProxyFlavour.Traefik or ProxyFlavour.Envoy or ProxyFlavour.Nginx or ProxyFlavour.IngressNginx;
}
