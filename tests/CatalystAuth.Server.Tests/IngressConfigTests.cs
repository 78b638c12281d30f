using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

/// <summary>What is written for the Kubernetes controller for nginx, so that people can sign in behind it.</summary>
public sealed class IngressConfigTests(SqliteServer server)
{
    private const string Query = "proxy=nginx&form=crd&forwardAuthUrl=http://catalyst.auth.svc:9091&upstreamUrl=http://reports:3000";

    [Fact]
    public async Task A_second_ingress_hands_the_reserved_path_on_to_forward_auth_and_asks_nobody()
    {
        var ada = await server.SignUpAsync();
        var app = await ada.NewAppAsync(await ada.NewOrgAsync());

        var files = FilesOf(await ada.GetAsync($"/v1/apps/{app}/proxy-config?{Query}"));

        files.Keys.ShouldBe(["ingress.yaml", "ingress-sign-in.yaml", "service-sign-in.yaml"]);
        var (first, second, service) = (files["ingress.yaml"], files["ingress-sign-in.yaml"], files["service-sign-in.yaml"]);
        first.ShouldContain($"auth-url: \"http://catalyst.auth.svc:9091/fa/ingress-nginx/{app}?buffer=8k\"");
        first.ShouldContain("auth-signin: \"http://$http_host/.catalyst/start\"");
        first.ShouldContain("auth-signin-redirect-param: \"rd\"");
        first.ShouldNotContain("snippet");

        second.ShouldNotContain("auth-url");
        second.ShouldNotContain("rewrite-target");
        second.ShouldNotContain("use-regex");
        second.ShouldContain("enable-global-auth: \"false\"");
        second.ShouldContain($"upstream-vhost: \"{app}.ingress-nginx.catalyst.internal\"");
        second.ShouldContain("proxy-buffer-size: \"8k\"");
        second.ShouldContain("- host: \"app.localhost\"");
        second.ShouldContain("- path: /.catalyst/\n            pathType: ImplementationSpecific");
        second.ShouldNotContain("HTTPS");
        var name = service.Split("name: ")[1].Split('\n')[0];
        name.Length.ShouldBeLessThan(64);
        second.ShouldContain($"name: {name}\n                port:\n                  number: 9091");
        service.ShouldContain("type: ExternalName\n  externalName: \"catalyst.auth.svc\"\n  ports:\n    - port: 9091\n");

        FilesOf(await ada.GetAsync($"/v1/apps/{app}/proxy-config?{Query.Replace("http://catalyst", "https://catalyst", StringComparison.Ordinal)}"))["ingress-sign-in.yaml"]
            .ShouldContain("backend-protocol: \"HTTPS\"");
    }

    [Fact]
    public async Task So_it_is_for_a_domain_by_https()
    {
        var admin = await server.SignInAdminAsync();
        var domain = $"d{Guid.CreateVersion7():N}.{new string('a', 40)}.example";
        (await admin.PutAsync($"/v1/forward-auth/domains/{domain}", new { orgId = await admin.NewOrgAsync() })).ShouldBe(HttpStatusCode.OK);

        var files = FilesOf(await admin.GetAsync($"/v1/forward-auth/domains/{domain}/proxy-config?{Query}"));

        files["ingress.yaml"].ShouldContain("auth-signin: \"https://$http_host/.catalyst/start\"");
        var second = files["ingress-sign-in.yaml"];
        second.ShouldContain($"upstream-vhost: \"{domain}.domain.ingress-nginx.catalyst.internal\"");
        second.ShouldContain($"- host: \"{domain}\"");
        second.ShouldContain($"- host: \"*.{domain}\"");
        files["service-sign-in.yaml"].Split("name: ")[1].Split('\n')[0].Length.ShouldBeLessThan(64);
    }

    private static Dictionary<string, string> FilesOf(Answer config) =>
        config.At("files")!.AsArray().ToDictionary(file => file!["name"]!.GetValue<string>(), file => file!["content"]!.GetValue<string>());
}
