using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>A frontend and a backend of HAProxy, and the script that asks.</summary>
internal static class HAProxyConfig
{
    public static readonly Version Least = new(2, 6);
    public static readonly Version Usual = new(2, 8);

    private static readonly Version DropsTrailers = new(3, 2);

    // HAProxy has header names in lower case by the time it compares them.
    public static ProxyConfig Write(ProxyTarget target)
    {
        var words = string.Join('|', ClientCopies.Words).ToLowerInvariant();
        var config =
            $$"""
            global
              lua-load catalyst-auth.lua{{(target.ForwardAuth.IsHttps ? $"\n  httpclient.ssl.verify required\n  httpclient.ssl.ca-file {Trusted(target)}" : string.Empty)}}

            defaults
              mode http
              timeout connect 5s
              timeout client 60s
              timeout server 5m
              timeout tunnel 1h{{(target.Version >= DropsTrailers ? "\n  option http-drop-request-trailers" : string.Empty)}}

            frontend {{target.Name}}
              bind :80
              http-request del-header ^x[-_.]({{words}})([-_.].*)?$ -m reg
              http-request del-header ^x[-_.]forwarded([-_.].*)?$ -m reg
              http-request del-header ^x[-_.](http[-_.]method|(http[-_.])?method[-_.]override)$ -m reg
              http-request del-header ^x[-_.](original[-_.]ur[il]|rewrite[-_.]url)$ -m reg
              http-request del-header {{ClientCopies.TunnelSettings}}
              # Only a WebSocket is let change the protocol: within any other nobody would be asked.
              http-request del-header Upgrade unless { req.hdr_cnt(upgrade) eq 1 } { req.hdr(upgrade) -i websocket }
              http-request set-var(txn.catalyst_path) str({{target.PathOf("haproxy")}})
              http-request lua.catalyst-auth
              http-request return status 302 hdr Location %[var(txn.catalyst_location)] hdr Set-Cookie %[var(txn.catalyst_cookie)] hdr Cache-Control no-store if { var(txn.catalyst_status) -m int 302 } { var(txn.catalyst_cookie) -m found }
              http-request return status 302 hdr Location %[var(txn.catalyst_location)] hdr Cache-Control no-store if { var(txn.catalyst_status) -m int 302 }
              http-request return status 303 hdr Location %[var(txn.catalyst_location)] hdr Set-Cookie %[var(txn.catalyst_cookie)] hdr Cache-Control no-store if { var(txn.catalyst_status) -m int 303 } { var(txn.catalyst_cookie) -m found }
              http-request return status 303 hdr Location %[var(txn.catalyst_location)] hdr Cache-Control no-store if { var(txn.catalyst_status) -m int 303 }
              http-request deny deny_status 401 hdr WWW-Authenticate %[var(txn.catalyst_challenge)] hdr Set-Cookie %[var(txn.catalyst_cookie)] if { var(txn.catalyst_status) -m int 401 } { var(txn.catalyst_cookie) -m found }
              http-request deny deny_status 400 if { var(txn.catalyst_status) -m int 400 408 413 414 431 }
              http-request deny deny_status 401 hdr WWW-Authenticate %[var(txn.catalyst_challenge)] if { var(txn.catalyst_status) -m int 401 }
              http-request deny deny_status 404 if { var(txn.catalyst_status) -m int 404 }
              http-request deny deny_status 403 if { var(txn.catalyst_status) -m int 400:499 }
              http-request deny deny_status 503 unless { var(txn.catalyst_status) -m int 200 }
              http-request set-header X-Forwarded-For %[src]
              http-request set-header X-Forwarded-Host %[req.hdr(host)]
              http-request set-header X-Forwarded-Proto http
              http-request set-header X-Forwarded-Proto https if { ssl_fc }
              default_backend {{target.Name}}

            backend {{target.Name}}
              server upstream {{target.Upstream.Authority}}{{(target.Upstream.IsHttps ? Tls(target) : string.Empty)}}

            """;
        return new(
            ProxyNames.HAProxy, ProxyConfigForms.File, target.Version.ToString(),
            [new("haproxy.cfg", config), new("catalyst-auth.lua", Script(target))],
            [
                .. ProxyNotes.Common, .. ProxyNotes.Tls(target, readsAddresses: false),
                .. UrlOf(target.ForwardAuth).IsAddress ? Array.Empty<string>() : ["The script finds forward-auth's name by DNS only (/etc/resolv.conf, or a section \"resolvers default\"), not by /etc/hosts: without DNS give an address."],
                "Start HAProxy in the folder of both files, or give lua-load the whole path.", "Add your bind :443 ssl crt … beside :80.", ProxyNotes.TlsBefore("http in both files"),
            ]);
    }

    // The DNS, which is all that the script's client asks, knows no name of this machine.
    private static ProxyEndpoint UrlOf(ProxyEndpoint forwardAuth) =>
        AppHost.IsLoopback(forwardAuth.Host) && !forwardAuth.IsAddress ? forwardAuth with { Host = "127.0.0.1" } : forwardAuth;

    private static string Trusted(ProxyTarget target) => target.CaFile ?? "@system-ca";

    // Without a name to look for HAProxy takes anybody's certificate that is good. An address is none to send.
    private static string Tls(ProxyTarget target) =>
        $" ssl verify required ca-file {Trusted(target)} verifyhost {target.Upstream.Host}{(target.Upstream.IsAddress ? string.Empty : $" sni str({target.Upstream.Host})")}";

    // The answer's headers go in one at a time and replace; one that is missing means that it was no answer of ours.
    private static string Script(ProxyTarget target) =>
        $$"""
        -- Asks forward-auth about a request, and puts its headers in. Nothing but 200 with all of them lets it through.
        -- A name here has to be in the DNS ("resolvers"): /etc/hosts is not asked.
        local url = "{{UrlOf(target.ForwardAuth).Url}}"
        local identity = { {{string.Join(", ", IdentityHeaders.All.Select(name => $"\"{name.ToLowerInvariant()}\""))}} }
        local asked = { {{string.Join(", ", AskedHeaders.Lower.Select(name => $"\"{name}\""))}} }

        core.register_action("catalyst-auth", { "http-req" }, function(txn)
          local headers = {}
          local sent = txn.http:req_get_headers()
          for _, name in ipairs(asked) do
            if sent[name] then
              headers[name] = {}
              for i = 0, #sent[name] do
                headers[name][i + 1] = sent[name][i]
              end
            end
          end

          local query = txn.f:query()
          local uri = txn.f:path()
          if query ~= nil and query ~= "" then
            uri = uri .. "?" .. query
          end

          headers["x-forwarded-method"] = { txn.f:method() }
          local tls = txn.f:ssl_fc()
          headers["x-forwarded-proto"] = { (tls == 1 or tls == true) and "https" or "http" }
          headers["x-forwarded-host"] = { txn.f:req_fhdr("host") }
          headers["x-forwarded-uri"] = { uri }
          headers["x-forwarded-for"] = { txn.f:src() }{{(UrlOf(target.ForwardAuth) == target.ForwardAuth ? string.Empty : $"\n  headers[\"host\"] = {{ \"{target.ForwardAuth.Authority}\" }}")}}

          local answer = core.httpclient():head{ url = url .. txn:get_var("txn.catalyst_path"), headers = headers, timeout = 5000 }
          local status = answer and answer.status or 503
          if answer then
            for name, variable in pairs({ ["www-authenticate"] = "challenge", ["location"] = "location", ["set-cookie"] = "cookie" }) do
              if answer.headers[name] then
                txn:set_var("txn.catalyst_" .. variable, answer.headers[name][0])
              end
            end
          end

          if status == 200 then
            for _, name in ipairs(identity) do
              local values = answer.headers[name]
              if values == nil or values[0] == nil or values[0] == "" then
                status = 503
              else
                txn.http:req_set_header(name, values[0])
              end
            end
          end

          txn:set_var("txn.catalyst_status", status)
        end, 0)

        """;
}
