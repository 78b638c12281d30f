using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Core.SigningKeys;

namespace CatalystAuth.Core.Flows;

/// <summary>What a flow knows between two requests.</summary>
internal sealed record FlowState(
    FlowId Id, string Type, DateTimeOffset ExpiresAt, string? Identifier = null, string? Org = null, string? Invitation = null)
{
    /// <summary>Without the invitation's token, so that no log can carry it.</summary>
    public override string ToString() => $"FlowState {{ Id = {Id}, Type = {Type} }}";
}

/// <summary>
/// Keeps a flow's state sealed in the caller's hands, so that an unfinished flow costs the server nothing and any node can go on
/// with it. Only answers and their checks count, so sending the same state twice gains nobody anything.
/// </summary>
internal sealed class FlowSeal(ISecretProtector protector)
{
    private const string Purpose = "flows";
    private const int MaxLength = 4096;

    public string Seal(FlowState state) => Base64Url.EncodeToString(
        protector.Protect(Purpose, JsonSerializer.SerializeToUtf8Bytes(state, FlowStateJsonContext.Default.FlowState)));

    /// <summary>The state that was sealed here; null for any other text.</summary>
    public FlowState? Open(string? secret)
    {
        if (string.IsNullOrEmpty(secret) || secret.Length > MaxLength)
        {
            return null;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(secret.Length)];
        return Base64Url.DecodeFromChars(secret, bytes, out _, out var written) == OperationStatus.Done
            && protector.TryUnprotect(Purpose, bytes[..written], out var json)
                ? JsonSerializer.Deserialize(json, FlowStateJsonContext.Default.FlowState)
                : null;
    }
}

[JsonSerializable(typeof(FlowState))]
internal sealed partial class FlowStateJsonContext : JsonSerializerContext;
