using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace CatalystAuth.Server.Pages;

/// <summary>The documents. They are in the assembly, so that a server has no files to lose.</summary>
internal static class PageEndpoints
{
    private static readonly (string Path, string File, string Type)[] Pages =
    [
        ("/docs/api", "api.md", "text/plain; charset=utf-8"),
        ("/docs/settings", "settings.md", "text/plain; charset=utf-8"),
        ("/docs/proxies", "proxies.md", "text/plain; charset=utf-8"),
        ("/docs/mail", "mail.md", "text/plain; charset=utf-8"),
        ("/docs/errors", "errors.md", "text/plain; charset=utf-8"),
        ("/favicon.svg", "favicon.svg", "image/svg+xml"),
        ("/favicon.ico", "favicon.svg", "image/svg+xml"),
    ];

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        foreach (var (path, file, type) in Pages)
        {
            var content = Read(file);
            var etag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
            routes.MapGet(path, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "no-cache";
                return Results.Bytes(content, type, entityTag: etag);
            }).AllowAnonymous().ExcludeFromDescription();
        }
    }

    private static byte[] Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"pages/{file}")
            ?? throw new InvalidOperationException($"The page {file} is not in the assembly.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
