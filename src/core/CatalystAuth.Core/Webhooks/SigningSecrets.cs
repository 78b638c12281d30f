using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Tokens.Webhooks;

namespace CatalystAuth.Core.Webhooks;

/// <summary>Makes what webhooks are signed with.</summary>
internal static class SigningSecrets
{
    public static (string Text, string? PublicKey) Create(WebhookSigning signing) => signing switch
    {
        WebhookSigning.Hmac => (WebhookSecretText.CreateShared(), null),
        WebhookSigning.Ed25519 => WebhookSecretText.CreatePair(),
        _ => throw new ArgumentOutOfRangeException(nameof(signing)),
    };
}
