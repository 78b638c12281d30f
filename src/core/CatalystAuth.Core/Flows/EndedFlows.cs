using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Flows;

/// <summary>
/// Gives the end of a flow once more to who sends the same answer again: the response got lost, and with it the only session that the answer was good for.
/// </summary>
internal sealed class EndedFlows(
    CallContext call, IEndedFlowStore store, ISessionStore sessions, IRefreshTokenStore refreshTokens, IUserStore users, BrowserCookie cookie,
    IUnitOfWork unitOfWork, IOptions<UserSessionOptions> options, TimeProvider time)
{
    /// <summary>For how long.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    /// <summary>Keeps it, as part of the unit of work that ends the flow. Nobody can ask for one again that never waited for an answer.</summary>
    public void Keep(FlowTurn turn, FlowResponse response)
    {
        if (turn is not { Record: { } record, Answer: { } answer } || SecretOf(turn.Secret) is not { } secret)
        {
            return;
        }

        var end = new FlowEnd(response, call.IsOfBrowser ? cookie.Given?.Text : null);
        store.Add(new()
        {
            Id = record.Id,
            SecretHash = record.SecretHash,
            IsOfBrowser = record.IsOfBrowser,
            Answer = answer,
            Response = FlowKeys.Of(record.Id, secret).Seal(JsonSerializer.SerializeToUtf8Bytes(end, FlowStateJsonContext.Default.FlowEnd)),
            ExpiresAt = time.Now() + Kept,
        });
    }

    /// <summary>How it ended, for its owner and for the answer that ended it; null for anything else, and when the session is not what it was.</summary>
    public async Task<FlowResponse?> GiveAgainAsync(FlowId id, AnswerFlowRequest request, CancellationToken cancellationToken)
    {
        var secret = SecretOf(request.Secret);
        if (OpaqueSecret.HashOf(secret) is not { } hash
            || await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } ended
            || ended.IsOfBrowser != call.IsOfBrowser
            || ended.ExpiresAt <= time.Now()
            || !CryptographicOperations.FixedTimeEquals(ended.SecretHash, hash))
        {
            return null;
        }

        var keys = FlowKeys.Of(id, secret!);
        if (!CryptographicOperations.FixedTimeEquals(ended.Answer, keys.MarkOf(request)))
        {
            // Who has the secret and not the answer is guessing, and nothing counts it here.
            await ForgetAsync(id, cancellationToken).ConfigureAwait(false);
            return null;
        }

        return keys.Open(ended.Response) is { } json
            && JsonSerializer.Deserialize(json, FlowStateJsonContext.Default.FlowEnd) is { } end
            && await IsGoodAsync(end, cancellationToken).ConfigureAwait(false)
                ? end.Response
                : null;
    }

    // The session lives, nobody has used what it came with, and its user has not been signed out since.
    private async Task<bool> IsGoodAsync(FlowEnd end, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (end.Response is not { Session: { } begun, User: { } owner }
            || await sessions.FindAsync(begun.Id, cancellationToken).ConfigureAwait(false) is not { } session
            || !session.IsLive(now, now - options.Value.IdleLifetime)
            || await users.FindAsync(owner.Id, cancellationToken).ConfigureAwait(false) is not { } user
            || !user.Honours(session.CreatedAt, now))
        {
            return false;
        }

        return end switch
        {
            { Cookie: { } text } => !IsInAnother(session) && cookie.TryGiveAgain(session, text),
            { Response.Tokens: { } tokens } =>
                await refreshTokens.FindAsync(IdOf(tokens.RefreshToken), cancellationToken).ConfigureAwait(false) is { SpentAt: null },

            // Of a flow within a session that is what it came with.
            _ => call.Actor is Actor.User { Impersonator: null } current && current.SessionId == session.Id && call.IsOfBrowser == (call.CookieHash is not null),
        };
    }

    private bool IsInAnother(UserSession session) => call.Actor is Actor.User current && current.SessionId != session.Id;

    private async Task ForgetAsync(FlowId id, CancellationToken cancellationToken) => await unitOfWork.RunAsync<bool>(
        async ct =>
        {
            await store.RemoveAsync(id, ct).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    private string? SecretOf(string? given) => call.IsOfBrowser ? call.FlowSecret : given;

    // One that this server has made and sealed, so there is nothing to check.
    private static string IdOf(string token)
    {
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        return claims.RootElement.GetProperty("jti").GetString()!;
    }
}

/// <summary>How a flow ended.</summary>
/// <param name="Response">What was answered.</param>
/// <param name="Cookie">What the browser was given to keep; null for a script.</param>
internal sealed record FlowEnd(FlowResponse Response, string? Cookie)
{
    /// <summary>Without secrets, so that no log can carry them.</summary>
    public override string ToString() => nameof(FlowEnd);
}
