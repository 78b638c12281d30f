using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CatalystAuth.AspNetCore.Tokens;

/// <summary>
/// Asks the issuer for the lists that did not fit in a token, once a token, with the token itself. While they can't be had the token is not
/// believed. The address is the configured one, whatever the token says. Thread-safe.
/// </summary>
internal sealed partial class OmittedClaims(
    IHttpClientFactory clients, IOptions<CatalystTokenOptions> options, TimeProvider time, ILogger<OmittedClaims> logger)
{
    private const int MostKept = 10_000;

    private static readonly Error Invalid = new(
        AuthErrorCodes.InvalidToken, "The issuer does not take the access token any more.", ErrorKind.Unauthenticated);

    private static readonly Error Unknown = new(
        RequestErrorCodes.Unavailable, "What did not fit in the access token can't be asked for now, so it is not believed.", ErrorKind.Unavailable);

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <summary>The token with all its lists. One that nobody tells the rest of, as a key's, stays as it is.</summary>
    public async ValueTask<Result<AccessToken>> ResolveAsync(string text, AccessToken token, CancellationToken cancellationToken)
    {
        if (token.SessionId is null || token.Org is null)
        {
            return token;
        }

        // Whoever comes meanwhile waits for the same answer, which is nobody's to cancel.
        var kept = _kept.GetOrAdd(token.Id, _ => new(token.ExpiresAt, new(() => AskAsync(text, token))));
        var resolved = await kept.Answer.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!resolved.IsSuccess || _kept.Count > MostKept)
        {
            _kept.TryRemove(new(token.Id, kept));
            Forget();
        }

        return resolved;
    }

    private async Task<Result<AccessToken>> AskAsync(string text, AccessToken token)
    {
        try
        {
            using var client = clients.CreateClient(IssuerKeys.ClientName);
            using var request = new HttpRequestMessage(
                HttpMethod.Get, new Uri(options.Value.Server, $"/v1/me/effective?org={Uri.EscapeDataString(token.Org!)}"));
            request.Headers.Authorization = new AuthenticationHeaderValue(OAuthNames.Bearer, text);
            using var response = await client.SendAsync(request).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
            {
                return Invalid;
            }

            response.EnsureSuccessStatusCode();
            var identity = await response.Content.ReadFromJsonAsync<EffectiveUser>(CatalystJson.Tolerant).ConfigureAwait(false);
            return identity is not null && identity.UserId.ToString() == token.Subject && identity.Org.ToString() == token.Org
                ? Complete(token, identity)
                : Unknown;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
        {
            LogUnreachable(e, options.Value.Server);
            return Unknown;
        }
    }

    private static AccessToken Complete(AccessToken token, EffectiveUser identity) => token with
    {
        Labels = token.Omitted.Contains(ClaimNames.Labels) ? [.. identity.Labels.Select(label => label.Label)] : token.Labels,
        Groups = token.Omitted.Contains(ClaimNames.Groups) ? [.. identity.Groups.Select(group => group.Path)] : token.Groups,
        Entitlements = token.Omitted.Contains(ClaimNames.Entitlements) ? EntitlementClaims.Of(identity.Features, identity.Limits) : token.Entitlements,
        Scope = token.Omitted.Contains(ClaimNames.Scope) ? ScopeOf(token, identity) : token.Scope,
        References = null,
        Sources = null,
    };

    // Who acts as another to look carries what lets them look, and no more.
    private static string ScopeOf(AccessToken token, EffectiveUser identity) => string.Join(' ', identity.Permissions
        .Where(held => held.Scope is null)
        .Select(held => held.Permission)
        .Where(permission => token.Actor is null || token.ActorMode == ActorModes.Write || permission.EndsWith(":read", StringComparison.Ordinal)));

    private void Forget()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        foreach (var (id, kept) in _kept)
        {
            if (kept.ExpiresAt <= now)
            {
                _kept.TryRemove(new(id, kept));
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "What did not fit in an access token can't be asked for at {Issuer} now.")]
    private partial void LogUnreachable(Exception exception, Uri issuer);

    private sealed record Kept(long ExpiresAt, Lazy<Task<Result<AccessToken>>> Answer);
}
