using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Tokens.Keys;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Tokens;

/// <summary>Exchanges an API key for an access token (RFC 8693), within the key's scopes and life.</summary>
internal sealed class ExchangeKey(
    IKeyStore keyStore, IOrgStore orgs, IBindingStore bindings, RoleCatalog roles, IEntitlementStore entitlements, ClientLabels clientLabels,
    SigningKeyProvider signingKeys, IOptions<TokenOptions> options, TimeProvider time)
{
    private static readonly Error Malformed = new(
        KeyErrorCodes.Malformed, "This is no API key: its form or checksum is wrong. Look for a typing or copying error.", ErrorKind.Invalid);

    private static readonly Error Invalid = new(
        KeyErrorCodes.Invalid, "The API key is unknown, expired or revoked. Issue a new one.", ErrorKind.Invalid);

    private static readonly Error InvalidScope = new(
        TokenErrorCodes.InvalidScope, "A scope was asked for that the key does not carry.", ErrorKind.Invalid);

    public async Task<Result<TokenResponse>> RunAsync(string text, IReadOnlyList<string>? scopes, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.TryParse(text, out var id))
        {
            return Malformed;
        }

        var now = time.Now();
        var key = await keyStore.FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (key is null || !ApiKeyText.Matches(text, key.Hash) || !key.IsLive(now))
        {
            return Invalid;
        }

        var held = await HeldAsync(key, now, cancellationToken).ConfigureAwait(false);
        var granted = scopes ?? held;
        if (granted.Count == 0 || granted.Except(held, StringComparer.Ordinal).Any())
        {
            return InvalidScope;
        }

        if (await orgs.FindAsync(key.OrgId, cancellationToken).ConfigureAwait(false) is not { } org)
        {
            return Invalid;
        }

        if (Refusals.Stopped(org.Status) is { } stopped)
        {
            return stopped;
        }

        var entitled = EntitlementMerge.Merge(await entitlements.ReadAsync(org.Id, user: null, cancellationToken).ConfigureAwait(false), now);
        var merged = new LabelMerge(now).Add(org.Labels, new Provenance("org", org.Id.ToString())).Add(entitled.Labels).Labels
            .Select(label => new LabelEntry(label.Label, label.ExpiresAt));
        var labels = await clientLabels.OfOrgAsync(org.Id, [.. merged], cancellationToken).ConfigureAwait(false);
        return Mint(key, org, labels, granted, entitled, now);
    }

    // Its own scopes, and what the roles hold that are bound to it in the whole organisation.
    private async Task<IReadOnlyList<string>> HeldAsync(StoredKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var bound = await bindings.ListLiveAsync(key.OrgId, [key.Id.ToString()], now, cancellationToken).ConfigureAwait(false);
        var held = new List<string>(key.Scopes);
        foreach (var role in bound.Where(binding => binding.GroupId is null).Select(binding => binding.Role).Distinct(StringComparer.Ordinal))
        {
            held.AddRange(await roles.PermissionsOfAsync(key.OrgId, role, cancellationToken).ConfigureAwait(false) ?? []);
        }

        return [.. held.Distinct(StringComparer.Ordinal)];
    }

    private TokenResponse Mint(
        StoredKey key, Organisation org, IReadOnlyList<string> labels, IReadOnlyList<string> scopes, EffectiveEntitlements entitled, DateTimeOffset now)
    {
        var end = now.Add(options.Value.AccessLifetime);
        if (key.ExpiresAt < end)
        {
            end = key.ExpiresAt.Value;
        }

        // What the plan gives for a time is in no token after it.
        end = entitled.ChangesAt < end ? entitled.ChangesAt.Value : end;
        var issuedAt = now.ToUnixTimeSeconds();
        var scope = string.Join(' ', scopes.Distinct(StringComparer.Ordinal));
        var claims = new AccessToken
        {
            Issuer = options.Value.Issuer,
            Audience = options.Value.EffectiveAudience,
            Subject = key.Id.ToString(),
            Id = SessionTokens.NewTokenId(now),
            IssuedAt = issuedAt,
            ExpiresAt = Math.Max(end.ToUnixTimeSeconds(), issuedAt + 1),
            ClientId = key.Id.ToString(),
            Key = key.Id.ToString(),
            Org = org.Id.ToString(),
            OrgSlug = org.Slug,
            Groups = [],
            Roles = [],
            Labels = labels,
            Plan = entitled.Plan,
            Entitlements = EntitlementClaims.Of(entitled.Features, entitled.Limits),
            Scope = scope,
        };
        return new(TokenMinter.Mint(signingKeys.Ring, claims), OAuthNames.Bearer, (int)(claims.ExpiresAt - issuedAt))
        {
            Scope = scope,
            IssuedTokenType = OAuthNames.AccessTokenType,
        };
    }
}
