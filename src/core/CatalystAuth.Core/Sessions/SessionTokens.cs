using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>Makes the access and refresh tokens of sessions.</summary>
public sealed class SessionTokens(
    EffectiveIdentityResolver effective, ClientLabels clientLabels, SigningKeyProvider keys, IOptions<TokenOptions> options, TimeProvider time)
{
    /// <summary>The <c>client_id</c> of tokens that a session got from Catalyst itself rather than through another client.</summary>
    public const string FirstPartyClientId = "catalyst";

    /// <summary>An access token; for an organisation when the user is in it, else for none.</summary>
    public async Task<AccessTokenResult> MintAccessAsync(
        UserSession session, UserAccount user, OrgRef? org, CancellationToken cancellationToken) =>
        Sign(await DraftAccessAsync(session, user, org, cancellationToken).ConfigureAwait(false));

    /// <summary>Signs what was drafted. Takes as long as a transaction, so it is not done in one that others wait for.</summary>
    public AccessTokenResult Sign(AccessTokenDraft draft) => new(TokenMinter.Mint(keys.Ring, draft.Claims), draft.Claims, draft.Identity);

    /// <summary>What an access token is to say.</summary>
    public async Task<AccessTokenDraft> DraftAccessAsync(
        UserSession session, UserAccount user, OrgRef? org, CancellationToken cancellationToken)
    {
        // Before it reads: what is taken away meanwhile has to find the token older.
        var now = time.Now();
        var resolved = org is { } reference
            ? await effective.FindAsync(user.Id, reference, cancellationToken).ConfigureAwait(false)
            : null;
        var unmet = resolved?.SignIn.Refuse(resolved.Identity.Role, session, now);
        resolved = unmet is null ? resolved : null;
        var identity = resolved?.Identity;

        // What is given for a time, as a label, a role, what the plan has and a broken glass, is in no token after it.
        var goodUntil = resolved is null ? user.Labels.Select(label => label.ExpiresAt).Where(at => at > now).Min() : resolved.GoodUntil;
        var bound = Earliest(session.ExpiresAt, goodUntil, resolved?.SignIn.EndsFor(session));
        var end = now.Add(options.Value.AccessLifetime);
        end = bound < end ? bound : end;
        var claims = new AccessToken
        {
            Issuer = options.Value.Issuer,
            Audience = options.Value.EffectiveAudience,
            Subject = user.Id.ToString(),
            Id = NewTokenId(now),
            IssuedAt = now.ToUnixTimeSeconds(),
            ExpiresAt = Math.Max(end.ToUnixTimeSeconds(), now.ToUnixTimeSeconds() + 1),
            ClientId = FirstPartyClientId,
            SessionId = session.Id.ToString(),
            Org = identity?.Org.ToString(),
            OrgSlug = identity?.OrgSlug,
            Role = identity?.Role,
            Roles = identity is null ? null : [.. identity.Roles.Where(role => role.Scope is null).Select(role => role.Role).Distinct(StringComparer.Ordinal)],
            Groups = identity is null ? null : [.. identity.Groups.Select(group => group.Path)],
            Labels = identity is null
                ? await clientLabels.OfUserAsync(user.Labels, cancellationToken).ConfigureAwait(false)
                : [.. ShownLabels.ForClients(identity).Labels.Select(label => label.Label)],
            Plan = identity?.Plan,
            Entitlements = identity is null ? null : EntitlementClaims.Of(identity.Features, identity.Limits),
            Scope = identity is null ? null : string.Join(' ', identity.Permissions.Where(held => held.Scope is null && session.MayCarry(held.Permission)).Select(held => held.Permission)),
            Email = user.Email,
            Actor = session.ImpersonatorId is { } actor ? new(actor.ToString()) : null,
            ActorMode = session.ImpersonationWrites ? ActorModes.Write : null,
            Amr = session.Amr.Count == 0 ? null : session.Amr,
            Acr = AcrValues.Of(session.Amr),
            AuthTime = session.AuthTime?.ToUnixTimeSeconds(),
        };
        return new(claims, identity) { Bound = bound, Unmet = unmet };
    }

    /// <summary>The organisation that a user may enter by this name; null when there is none.</summary>
    internal async Task<OrgId?> FindOrgAsync(UserId user, OrgRef org, CancellationToken cancellationToken) =>
        (await effective.FindAsync(user, org, cancellationToken).ConfigureAwait(false))?.Identity.Org;

    /// <summary>The record of a new refresh token.</summary>
    public RefreshTokenRecord NewRefreshToken(UserSession session, OrgId? org)
    {
        var now = time.Now();
        var end = now.Add(options.Value.RefreshLifetime);
        return new()
        {
            Id = NewTokenId(now),
            SessionId = session.Id,
            OrgId = org,
            IssuedAt = now,
            ExpiresAt = end < session.ExpiresAt ? end : session.ExpiresAt,
        };
    }

    /// <summary>
    /// The text of a refresh token. It is made of the record alone, so that the same record gives the same text again.
    /// </summary>
    public string MintRefresh(RefreshTokenRecord record, UserSession session) => TokenMinter.Mint(keys.Ring, new RefreshToken
    {
        Issuer = options.Value.Issuer,
        Audience = options.Value.Issuer,
        Subject = session.UserId.ToString(),
        SessionId = session.Id.ToString(),
        Family = session.Id.ToString(),
        Org = record.OrgId?.ToString(),
        Id = record.Id,
        IssuedAt = record.IssuedAt.ToUnixTimeSeconds(),
        ExpiresAt = record.ExpiresAt.ToUnixTimeSeconds(),
    });

    private static DateTimeOffset Earliest(DateTimeOffset end, params ReadOnlySpan<DateTimeOffset?> others)
    {
        foreach (var other in others)
        {
            end = other < end ? other.Value : end;
        }

        return end;
    }

    /// <summary>A <c>jti</c> that tells its time of making.</summary>
    internal static string NewTokenId(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("N");
}

/// <summary>An access token that is not signed yet.</summary>
/// <param name="Claims">What it says.</param>
/// <param name="Identity">The identity in its organisation; null when it is for none.</param>
public sealed record AccessTokenDraft(AccessToken Claims, EffectiveUser? Identity)
{
    /// <summary>Until when what it says is true, as far as is known: no token of it lives longer.</summary>
    public required DateTimeOffset Bound { get; init; }

    /// <summary>Why a member gets none for the organisation: their session has not proven what it asks for. Null otherwise.</summary>
    public Error? Unmet { get; init; }
}

/// <summary>A minted access token.</summary>
/// <param name="Text">The token.</param>
/// <param name="Claims">What it says.</param>
/// <param name="Identity">The identity in its organisation; null when it is for none.</param>
public sealed record AccessTokenResult(string Text, AccessToken Claims, EffectiveUser? Identity)
{
    /// <summary>Seconds until it expires.</summary>
    public int ExpiresIn => (int)(Claims.ExpiresAt - Claims.IssuedAt);

    /// <summary>Without the token, so that no log can carry it.</summary>
    public override string ToString() => $"AccessTokenResult {{ Id = {Claims.Id} }}";
}
