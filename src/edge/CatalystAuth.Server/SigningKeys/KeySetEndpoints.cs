using System.Buffers.Text;
using System.Security.Cryptography;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Tokens.SigningKeys;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CatalystAuth.Server.SigningKeys;

/// <summary>The public keys, for whoever verifies our tokens.</summary>
internal static class KeySetEndpoints
{
    public const string Path = "/.well-known/jwks.json";
    public const string PathWithEdDsa = "/.well-known/jwks-eddsa.json";

    /// <summary>For five minutes, and for a day when we can't be reached: a key is published for longer before it signs.</summary>
    public const string CacheControl = "public, max-age=300, stale-if-error=86400";

    private const int TagBytes = 16;

    public static void MapKeySets(this IEndpointRouteBuilder routes)
    {
        var sets = routes.MapGroup(string.Empty).AllowAnonymous().WithTags("Discovery");
        sets.MapGet(Path, (HttpRequest request, SigningKeyProvider keys, TimeProvider time) => Answer(request, Jwks.Write(keys.Ring, time.GetUtcNow())))
            .WithName("jwks").WithSummary("The public signing keys (RFC 7517): RSA and EC only.");
        sets.MapGet(PathWithEdDsa, (HttpRequest request, SigningKeyProvider keys, TimeProvider time) =>
                Answer(request, Jwks.WriteWithEdDsa(keys.Ring, time.GetUtcNow())))
            .WithName("jwksEdDsa").WithSummary("The public signing keys with those for EdDSA (RFC 8037), which some consumers can't read.");
    }

    private static IResult Answer(HttpRequest request, byte[] set)
    {
        var tag = new EntityTagHeaderValue($"\"{Base64Url.EncodeToString(SHA256.HashData(set).AsSpan(0, TagBytes))}\"");
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = CacheControl;
        headers.ETag = tag.ToString();
        return Knows(request.Headers.IfNoneMatch, tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(set, "application/json");
    }

    // RFC 9110 §13.1.2: compared weakly; what can't be read is as if it were not there.
    private static bool Knows(StringValues ifNoneMatch, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList(ifNoneMatch, out var known)
        && known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false));
}
