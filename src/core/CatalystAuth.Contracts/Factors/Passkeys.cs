using System.Text.Json;

namespace CatalystAuth.Contracts.Factors;

/// <summary>What a browser asks an authenticator.</summary>
/// <param name="State">What the answer has to bring along; opaque.</param>
/// <param name="Options">
/// The options, for <c>PublicKeyCredential.parseCreationOptionsFromJSON</c> or <c>parseRequestOptionsFromJSON</c>.
/// </param>
/// <param name="ExpiresAt">Until when it can be answered, once.</param>
public sealed record PasskeyChallenge(string State, JsonElement Options, DateTimeOffset ExpiresAt)
{
    /// <summary>Without the state, so that no log can carry it.</summary>
    public override string ToString() => $"PasskeyChallenge {{ ExpiresAt = {ExpiresAt:O} }}";
}

/// <summary>What an authenticator answered to a challenge.</summary>
/// <param name="State">The state of the challenge.</param>
/// <param name="Response">The credential, as its <c>toJSON()</c> gives it.</param>
public sealed record PasskeyAnswer(string State, JsonElement Response)
{
    /// <summary>Without the state, so that no log can carry it.</summary>
    public override string ToString() => nameof(PasskeyAnswer);
}

/// <summary>Keeps a new passkey.</summary>
/// <param name="State">The state of the challenge.</param>
/// <param name="Response">The credential, as its <c>toJSON()</c> gives it.</param>
/// <param name="Name">What to call it: 1 to 100 characters; null for a name of ours.</param>
public sealed record FinishPasskeyRequest(string State, JsonElement Response, string? Name = null)
{
    /// <summary>Without the state, so that no log can carry it.</summary>
    public override string ToString() => nameof(FinishPasskeyRequest);
}

/// <summary>A passkey that counts from now on.</summary>
/// <param name="Passkey">The passkey.</param>
/// <param name="RecoveryCodes">Recovery codes, when it is the first second factor.</param>
public sealed record AddedPasskey(Passkey Passkey, RecoveryCodeSet? RecoveryCodes = null);
