using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.ClaimProfiles;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Tokens.Keys;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Tokens;

/// <summary>
/// Gives an access token for an API key, by exchange (RFC 8693) or as client credentials (RFC 6749 §4.4), within what the key may do now
/// and its life. Refusals come in the order of <see cref="KeyErrorCodes"/>.
/// </summary>
internal sealed class ExchangeKey(
    CallContext call, IKeyStore keyStore, KeyAuthority authority, IBudgetStore budgets, TakeRateLimits rateLimits, IOrgStore orgs,
    KeyTraits traits, IClaimProfileStore profiles, IssueProfileToken issueForProfile, KeyUsage usage,
    SigningKeyProvider signingKeys, IRateLimiter limiter, IOptions<RateLimitOptions> limits, IOptions<TokenOptions> options, TimeProvider time)
{
    // Compared against where there is no such key, so that time does not tell.
    private static readonly byte[] NoHash = ApiKeyText.Hash(string.Empty);

    private static readonly Error InvalidScope = new(
        TokenErrorCodes.InvalidScope, "A scope was asked for that the key does not carry, or nothing is left of what it carries.", ErrorKind.Invalid);

    public async Task<Result<TokenResponse>> RunAsync(KeyExchange request, CancellationToken cancellationToken)
    {
        var isOfHere = ApiKeyText.TryParse(request.Key, out var id);
        if (!isOfHere && !ForeignKeyText.IsWellFormed(request.Key))
        {
            return KeyRefusals.Malformed;
        }

        // Before it reads: what is taken away meanwhile has to find the token older.
        var now = time.Now();
        var key = isOfHere
            ? await keyStore.FindAsync(id, cancellationToken).ConfigureAwait(false)
            : await keyStore.FindImportedAsync(ApiKeyText.Hash(request.Key), cancellationToken).ConfigureAwait(false);
        if (!(key?.IsOpenedBy(request.Key, now) ?? OpensNothing(request.Key)))
        {
            return KeyRefusals.Invalid;
        }

        return CheckUse(key!, request, now) is { } refusal ? refusal
            : await limiter.RefuseAsync($"key:{key!.Id}", limits.Value.Key, cancellationToken).ConfigureAwait(false) is { } tooMany ? tooMany
            : await GrantAsync(key, request, now, cancellationToken).ConfigureAwait(false);
    }

    // As often as with a key, see StoredKey.IsOpenedBy.
    private static bool OpensNothing(string text) => ApiKeyText.Matches(text, NoHash) & ApiKeyText.Matches(text, NoHash);

    private static Error? CheckUse(StoredKey key, KeyExchange request, DateTimeOffset now) =>
        request.ClientId is { } client && client != key.Id.ToString() ? KeyRefusals.Invalid
        : KeyRefusals.Of(key.StatusAt(now)) is { } ended ? ended
        : request.ClientId is not null && key.Kind != KeyKind.Server ? KeyRefusals.WrongKind
        : null;

    private async Task<Result<TokenResponse>> GrantAsync(
        StoredKey key, KeyExchange request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await orgs.FindAsync(key.OrgId, cancellationToken).ConfigureAwait(false) is not { } org)
        {
            return KeyRefusals.OwnerGone;
        }

        if (Refusals.Stopped(org.Status) is { } stopped)
        {
            return stopped;
        }

        if (await authority.HeldAsync(key, org, now, cancellationToken).ConfigureAwait(false) is not { } held)
        {
            return KeyRefusals.OwnerGone;
        }

        if (key.Addresses.Count > 0 && !KeyAddresses.Contain(key.Addresses, call.IpAddress))
        {
            return KeyRefusals.AddressNotAllowed;
        }

        if (AudienceOf(key, request.Audience) is not { } audience)
        {
            return KeyRefusals.AudienceNotAllowed;
        }

        var granted = request.Scopes ?? held.Scopes;
        if (granted.Count == 0 || granted.Except(held.Scopes, StringComparer.Ordinal).Any())
        {
            return InvalidScope;
        }

        if (await rateLimits.RefuseExchangeAsync(key, cancellationToken).ConfigureAwait(false) is { } limited)
        {
            return limited;
        }

        if (await budgets.FindAsync(key.Id, cancellationToken).ConfigureAwait(false) is { } budget && budget.IsExhausted(now))
        {
            return KeyRefusals.BudgetExhausted;
        }

        var minted = await MintAsync(key, org, audience, held with { Scopes = granted }, now, cancellationToken).ConfigureAwait(false);
        if (!minted.TryGet(out var token, out var refusal))
        {
            return refusal;
        }

        usage.Use(key.Id, new(now, call.IpAddress, Tokens: 1, token.Issued.ExpiresAt) { Issued = [token.Issued] });
        return request.ClientId is null ? token.Response with { IssuedTokenType = OAuthNames.AccessTokenType } : token.Response;
    }

    private string? AudienceOf(StoredKey key, string? wanted)
    {
        IReadOnlyList<string> allowed = key.Audiences.Count == 0 ? [options.Value.EffectiveAudience] : key.Audiences;
        return wanted is null ? allowed[0] : allowed.Contains(wanted, StringComparer.Ordinal) ? wanted : null;
    }

    private async Task<Result<Minted>> MintAsync(
        StoredKey key, Organisation org, string audience, HeldByKey granted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (labels, entitled) = await traits.ReadAsync(key, org, cancellationToken).ConfigureAwait(false);

        // What is given for a time, by a role, a label or the plan, is in no token after it.
        DateTimeOffset?[] ends = [granted.Until, entitled.ChangesAt, .. org.Labels.Concat(key.Labels).Select(label => label.ExpiresAt).Where(at => at > now)];
        var bound = ends.Append(key.ExpiresAt).Min() ?? DateTimeOffset.MaxValue;
        var end = now.Add(options.Value.AccessLifetime);
        end = bound < end ? bound : end;
        var issuedAt = now.ToUnixTimeSeconds();
        var scope = string.Join(' ', granted.Scopes.Distinct(StringComparer.Ordinal));

        // Neither role nor groups, also of a user's: whoever asks for those asks for more than the key's scopes.
        var claims = new AccessToken
        {
            Issuer = options.Value.Issuer,
            Audience = audience,
            Subject = key.UserId?.ToString() ?? key.Id.ToString(),
            Id = SessionTokens.NewTokenId(now),
            IssuedAt = issuedAt,
            ExpiresAt = Math.Max(end.ToUnixTimeSeconds(), issuedAt + 1),
            ClientId = key.Id.ToString(),
            Key = key.Id.ToString(),
            Org = org.Id.ToString(),
            OrgSlug = org.Slug,
            Groups = [],
            Roles = [],
            Labels = [.. labels.Select(label => label.Label)],
            Plan = entitled.Plan,
            Entitlements = EntitlementClaims.Of(entitled.Features, entitled.Limits),
            Scope = scope,
        };
        var response = audience != options.Value.EffectiveAudience
            && await profiles.FindAsync(org.Id, audience, cancellationToken).ConfigureAwait(false) is { } profile
                ? issueForProfile.Issue(profile, new(claims), now, bound)
                : new TokenResponse(TokenMinter.Mint(signingKeys.Ring, claims), OAuthNames.Bearer, (int)(claims.ExpiresAt - issuedAt)) { Scope = scope };
        return response.Map(given => new Minted(given, new()
        {
            Id = claims.Id,
            KeyId = key.Id,
            Audience = audience,
            Scope = scope,
            IpAddress = call.IpAddress,
            IssuedAt = now,
            ExpiresAt = now.AddSeconds(given.ExpiresIn),
        }));
    }

    private sealed record Minted(TokenResponse Response, IssuedToken Issued);
}
