using System.Text.Json;
using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.SigningKeys;

namespace CatalystAuth.Core.Webhooks;

/// <summary>Seals what only the sender may read, each for its own webhook: what was sealed for one can't be opened as another's.</summary>
public sealed class WebhookSecrets(ISecretProtector protector)
{
    /// <summary>Seals secrets.</summary>
    internal byte[] Seal(WebhookId webhook, IReadOnlyList<SigningSecret> secrets) => protector.Protect(
        $"webhook secrets {webhook}", JsonSerializer.SerializeToUtf8Bytes(secrets, WebhookSecretsContext.Default.IReadOnlyListSigningSecret));

    /// <summary>Opens secrets.</summary>
    /// <exception cref="InfraException">The key ring is not the one that they were sealed with.</exception>
    internal IReadOnlyList<SigningSecret> Open(WebhookEndpoint endpoint) => JsonSerializer.Deserialize(
        Open($"webhook secrets {endpoint.Id}", endpoint.SealedSecrets), WebhookSecretsContext.Default.IReadOnlyListSigningSecret)!;

    /// <summary>The secrets to sign with now, the newest first.</summary>
    public IReadOnlyList<string> SigningAt(WebhookEndpoint endpoint, DateTimeOffset now) =>
        [.. Open(endpoint).Where(secret => secret.Until is not { } until || now < until).Select(secret => secret.Text)];

    /// <summary>Seals headers.</summary>
    internal byte[]? SealHeaders(WebhookId webhook, IReadOnlyDictionary<string, string> headers) => headers.Count == 0 ? null : protector.Protect(
        $"webhook headers {webhook}", JsonSerializer.SerializeToUtf8Bytes(headers, WebhookSecretsContext.Default.IReadOnlyDictionaryStringString));

    /// <summary>Opens headers.</summary>
    public IReadOnlyDictionary<string, string> OpenHeaders(WebhookEndpoint endpoint) => endpoint.SealedHeaders is { } headers
        ? JsonSerializer.Deserialize(Open($"webhook headers {endpoint.Id}", headers), WebhookSecretsContext.Default.IReadOnlyDictionaryStringString)!
        : new Dictionary<string, string>();

    private byte[] Open(string purpose, byte[] secret) => protector.TryUnprotect(purpose, secret, out var opened)
        ? opened
        : throw new InfraException("A webhook's secret can't be opened: the key ring is not the one that it was sealed with.");
}

/// <summary>A secret that signs.</summary>
/// <param name="Text"><c>whsec_…</c> or <c>whsk_…</c>.</param>
/// <param name="Until">Until when; null for as long as no other takes its place.</param>
internal sealed record SigningSecret(string Text, DateTimeOffset? Until)
{
    /// <summary>Without the secret, so that no log can carry it.</summary>
    public override string ToString() => nameof(SigningSecret);
}

[JsonSerializable(typeof(IReadOnlyList<SigningSecret>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class WebhookSecretsContext : JsonSerializerContext;
