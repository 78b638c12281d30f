using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Client.Tokens;

/// <summary>What the token endpoint answered.</summary>
internal sealed class TokenAnswer
{
    public TokenAnswer(TokenResponse response) => Result = response;

    public TokenAnswer(OAuthRefusal refusal)
    {
        Result = refusal.Error;
        GrantRefused = refusal.OAuthCode == OAuthErrorCodes.InvalidGrant;
    }

    public Result<TokenResponse> Result { get; }

    /// <summary>Whether the refresh token is dead for good, so that keeping it helps nobody.</summary>
    public bool GrantRefused { get; }
}
