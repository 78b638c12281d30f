using Microsoft.AspNetCore.Authentication;

namespace CatalystAuth.Server.Authentication;

/// <summary>Registers who may speak for whom: a bearer token, when one is sent, decides alone; else the browser's session.</summary>
internal static class CatalystAuthentication
{
    private const string Selector = "Catalyst";

    public static void AddCatalystAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<SameOrigin>();
        services.AddAuthentication(Selector)
            .AddPolicyScheme(Selector, null, scheme => scheme.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count == 0 && context.Request.Cookies.ContainsKey(BrowserCookies.Session)
                    ? BrowserAuthenticationHandler.SchemeName
                    : BearerAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, BearerAuthenticationHandler>(BearerAuthenticationHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, BrowserAuthenticationHandler>(BrowserAuthenticationHandler.SchemeName, null);
    }
}
