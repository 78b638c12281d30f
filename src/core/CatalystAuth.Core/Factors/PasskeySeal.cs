using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.SigningKeys;

namespace CatalystAuth.Core.Factors;

/// <summary>What is known of a challenge until it is answered.</summary>
internal sealed record PasskeyState(Guid Id, bool IsRegistration, DateTimeOffset ExpiresAt, string Ceremony, UserId? User = null);

/// <summary>Keeps it sealed in the caller's hands, so that a challenge that nobody answers costs nothing.</summary>
internal sealed class PasskeySeal(ISecretProtector protector)
{
    private const string Purpose = "passkeys";
    private const int MaxLength = 4096;

    public string Seal(PasskeyState state) => Base64Url.EncodeToString(
        protector.Protect(Purpose, JsonSerializer.SerializeToUtf8Bytes(state, PasskeyStateJsonContext.Default.PasskeyState)));

    /// <summary>The state that was sealed here; null for any other text.</summary>
    public PasskeyState? Open(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
        {
            return null;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done
            && protector.TryUnprotect(Purpose, bytes[..written], out var json)
                ? JsonSerializer.Deserialize(json, PasskeyStateJsonContext.Default.PasskeyState)
                : null;
    }
}

[JsonSerializable(typeof(PasskeyState))]
internal sealed partial class PasskeyStateJsonContext : JsonSerializerContext;
