using CatalystAuth.Contracts;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.SigningKeys;

internal static class SigningKeyEndpoints
{
    public static void MapSigningKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1/signing-keys").RequireAuthorization().WithTags("Signing keys");

        keys.MapGet("/", (ICatalyst catalyst, CancellationToken ct) => catalyst.SigningKeys.ListAsync(ct).ToOk())
            .Answers<IReadOnlyList<SigningKeyInfo>>().Refuses(401, 403)
            .Describes("listSigningKeys", "The keys that sign tokens, without their private parts; for platform admins.");

        keys.MapPost("/rotate", (RotateSigningKeyRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.SigningKeys.RotateAsync(request, ct).ToOk())
            .Answers<SigningKeyInfo>().Refuses(400, 401, 403, 409)
            .Describes("rotateSigningKey", "Make a new signing key, which takes over when it was published for long enough; for platform admins.")
            .Example("""{"use":"decision"}""");

        keys.MapPost("/{key}/revoke", (string key, RevokeSigningKeyRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.SigningKeys.RevokeAsync(key, request, ct).ToOk())
            .Answers<SigningKeyInfo>().Refuses(400, 401, 403, 404, 409)
            .Describes("revokeSigningKey", "Give a signing key up at once: every token that it signed is refused; for platform admins.")
            .Example("""{"reason":"Its backup was lost."}""");
    }
}
