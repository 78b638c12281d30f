using System.Text;
using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Tokens.ClaimProfiles;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>Makes tokens for other systems.</summary>
internal sealed class IssueProfileToken(SigningKeyProvider signingKeys, ClaimProfileSecrets secrets)
{
    private static readonly Error TooLarge = new(
        ClaimProfileErrorCodes.TooLarge,
        $"The token would be longer than {TokenMinter.AccessTokenBudget} bytes. Be in fewer groups, or map fewer.", ErrorKind.Invalid);

    /// <summary>A token for a system, or why there can be none.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="subject">Whom it is for; what is there an access token's life is not looked at.</param>
    /// <param name="now">The time.</param>
    /// <param name="end">Until when it may live at most.</param>
    public Result<TokenResponse> Issue(StoredClaimProfile profile, ProfileSubject subject, DateTimeOffset now, DateTimeOffset end)
    {
        if (ProfileCatalogue.Find(profile.Profile) is not { } document)
        {
            return Unverifiable(profile.Profile);
        }

        var usual = now.AddSeconds(profile.Lifetime ?? document.Lifetime);
        var issuedAt = now.ToUnixTimeSeconds();
        var expiresAt = Math.Max((usual < end ? usual : end).ToUnixTimeSeconds(), issuedAt + 1);
        var timed = subject with { Claims = subject.Claims with { IssuedAt = issuedAt, ExpiresAt = expiresAt } };
        if (!ProfileClaims.Compose(document, profile.Settings, profile.TokenAudience, timed).TryGet(out var claims, out var refusal))
        {
            return refusal;
        }

        var ring = signingKeys.Ring;
        if (!document.HasSecret && !document.Algorithms.Contains(ring.Current(SigningKeyUse.Access, now).Algorithm))
        {
            return Unverifiable(document.Title);
        }

        var payload = Encoding.UTF8.GetBytes(claims.ToJsonString());
        var text = document.HasSecret ? ProfileToken.Sign(secrets.Read(profile), payload) : ProfileToken.Sign(ring, payload, now);
        return text.Length > TokenMinter.AccessTokenBudget
            ? TooLarge
            : new TokenResponse(text, OAuthNames.Bearer, (int)(expiresAt - issuedAt)) { Scope = subject.Claims.Scope };
    }

    private static Error Unverifiable(string title) => new(
        ClaimProfileErrorCodes.Algorithm, $"{title} does not verify what this server signs with.", ErrorKind.Invalid);
}
