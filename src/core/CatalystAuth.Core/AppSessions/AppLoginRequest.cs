using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.SigningKeys;

namespace CatalystAuth.Core.AppSessions;

/// <summary>How a browser came to be sent to the portal, and where it goes afterwards.</summary>
/// <param name="App">The app.</param>
/// <param name="Domain">The domain that asks for it; null for the app's own middleware.</param>
/// <param name="IsHttps">Whether the browser uses TLS.</param>
/// <param name="Host">One of the app's hosts, canonical, with its port when it has one.</param>
/// <param name="Path">Path and query to come back to.</param>
/// <param name="NonceHash">The SHA-256 of what the browser got with it.</param>
/// <param name="Round">How often it was sent in vain before.</param>
/// <param name="IssuedAt">When it was sent.</param>
/// <param name="Proof">What has to be proven anew; null to be signed in.</param>
public sealed record AppLoginRequest(
    AppId App, string? Domain, bool IsHttps, string Host, string Path, byte[] NonceHash, int Round, DateTimeOffset IssuedAt, ProofDemand? Proof = null)
{
    /// <summary>How long somebody may take to sign in.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>The host without its port.</summary>
    [JsonIgnore]
    public string HostName => AppHost.NameOf(Host);

    /// <summary>Scheme and host.</summary>
    [JsonIgnore]
    public string Origin => $"{(IsHttps ? "https" : "http")}://{Host}";

    /// <summary>The whole URL to come back to.</summary>
    [JsonIgnore]
    public string Target => Origin + Path;

    /// <summary>Whether a code may travel there: by TLS, or within the browser's own machine.</summary>
    [JsonIgnore]
    public bool MayCarryCode => IsHttps || AppHost.IsLoopback(HostName);

    /// <summary>Whether it is too old to be answered.</summary>
    public bool IsExpired(DateTimeOffset now) => now - IssuedAt > Lifetime;
}

/// <summary>
/// Seals requests, so that only what forward-auth itself wrote is believed when it comes back: where to go can't be chosen by anybody else.
/// </summary>
public sealed class AppLoginSeal(ISecretProtector protector)
{
    private const string Purpose = "app-login";
    private const int MaxLength = 6 * 1024;

    /// <summary>The text of a request, safe in a URL.</summary>
    public string Seal(AppLoginRequest request) => Base64Url.EncodeToString(
        protector.Protect(Purpose, JsonSerializer.SerializeToUtf8Bytes(request, AppLoginJsonContext.Default.AppLoginRequest)));

    /// <summary>What was sealed here; null for any other text.</summary>
    public AppLoginRequest? Open(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
        {
            return null;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done
            && protector.TryUnprotect(Purpose, bytes[..written], out var json)
                ? JsonSerializer.Deserialize(json, AppLoginJsonContext.Default.AppLoginRequest)
                : null;
    }
}

[JsonSerializable(typeof(AppLoginRequest))]
internal sealed partial class AppLoginJsonContext : JsonSerializerContext;
