using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace CatalystAuth.Server.Portal;

/// <summary>Style sheets and scripts. They are in the assembly, so that a server has no files to lose.</summary>
internal static class PortalAssets
{
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly FrozenDictionary<string, Asset> Assets = new[]
    {
        ("catalyst.css", "text/css; charset=utf-8"),
        ("portal.css", "text/css; charset=utf-8"),
        ("portal.js", "text/javascript; charset=utf-8"),
        ("passkeys.js", "text/javascript; charset=utf-8"),
        ("fragments.js", "text/javascript; charset=utf-8"),
        ("start.js", "text/javascript; charset=utf-8"),
    }.ToFrozenDictionary(file => file.Item1, file => Read(file.Item1, file.Item2));

    /// <summary>Where a file is, with its version: browsers keep it for ever and never an old one.</summary>
    public static string Url(string file) => $"/assets/{file}?v={Assets[file].Version}";

    public static void MapAssets(this IEndpointRouteBuilder routes) => routes.MapGet("/assets/{file}", (string file, string? v, HttpContext context) =>
    {
        if (!Assets.TryGetValue(file, out var asset))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = v == asset.Version ? Forever : "no-cache";
        return Results.Bytes(asset.Content, asset.Type, entityTag: new($"\"{asset.Version}\""));
    }).AllowAnonymous().ExcludeFromDescription();

    private static Asset Read(string file, string type)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"assets/{file}")
            ?? throw new InvalidOperationException($"The asset {file} is not in the assembly.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var content = buffer.ToArray();
        return new(content, type, Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
    }

    private sealed record Asset(byte[] Content, string Type, string Version);
}
