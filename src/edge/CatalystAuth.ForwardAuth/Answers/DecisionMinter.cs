using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Core.Policies;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Tokens;
using CatalystAuth.ForwardAuth.Rules;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth.Answers;

/// <summary>Makes allowed answers with their signed decision tokens.</summary>
internal sealed class DecisionMinter(SigningKeyProvider keys, IOptions<TokenOptions> options)
{
    /// <summary>Whether an answer was signed with the keys as they are: when one was revoked or replaced it is made anew.</summary>
    public bool IsOfToday(CachedAllow allow) => ReferenceEquals(allow.Ring, keys.Ring);

    /// <summary>An answer that is good for half of its token's life; null when the identity does not fit in the headers.</summary>
    public CachedAllow? Mint(CompiledApp app, PolicyRule rule, AccessToken? token, DateTimeOffset now)
    {
        var id = TypeId.New<DecisionId>(now);
        var life = options.Value.DecisionLifetime;
        var appId = app.App.Id.ToString();
        var values = IdentityHeaderValues.ValuesOf(token, id.ToString());
        var ring = keys.Ring;
        var decision = TokenMinter.Mint(ring, new DecisionToken
        {
            Issuer = options.Value.Issuer,
            Audience = appId,
            Subject = token?.Subject ?? IdentityHeaders.Absent,
            SessionId = token?.SessionId,
            Org = app.OrgId,
            App = appId,
            Rule = rule.Index,
            Decision = id.ToString(),
            PolicyVersion = app.App.Version,
            Identity = IdentityDigest.Of(values),
            IssuedAt = now.ToUnixTimeSeconds(),
            ExpiresAt = now.Add(life).ToUnixTimeSeconds(),
        });
        return IdentityHeaderValues.Make(values, decision) is { } headers
            ? new CachedAllow(rule, id, headers, now + (life / 2), ring)
            : null;
    }
}
