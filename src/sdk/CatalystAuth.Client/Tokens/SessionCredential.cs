using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Client.Tokens;

/// <summary>
/// The tokens of the session that the client holds. Refreshes them, one refresh at a time: a refresh token works once, and a second
/// use after the server's grace would end the session. Thread-safe.
/// </summary>
internal sealed class SessionCredential : ICredential
{
    private readonly TokenEndpoint _endpoint;
    private readonly TimeProvider _time;
    private readonly TokenNotices _notices;
    private readonly SingleFlight<HeldToken, TokenAnswer?> _refresh = new();
    private HeldToken? _held;

    public SessionCredential(TokenEndpoint endpoint, CatalystClientOptions options)
    {
        _endpoint = endpoint;
        _time = options.TimeProvider;
        _notices = new(options.TokensChanged, () => Current);
    }

    public TokenSet? Current => Held?.Tokens;

    private HeldToken? Held => Volatile.Read(ref _held);

    /// <summary>Takes tokens that the app brings; it needs no notice of them.</summary>
    public void Use(TokenSet? tokens) => Volatile.Write(ref _held, tokens is null ? null : HeldToken.OfSession(tokens, _time.GetUtcNow()));

    /// <summary>Takes the tokens of a new session; null drops those of the old one.</summary>
    public Task AdoptAsync(TokenSet? tokens)
    {
        Use(tokens);
        return _notices.TellAsync();
    }

    /// <summary>Takes another access token of the session that is held.</summary>
    public Task AdoptAccessAsync(TokenResponse access) =>
        Held is { } held ? ReplaceAsync(held, held.Next(access, _time.GetUtcNow())) : Task.CompletedTask;

    public async ValueTask<Result<HeldToken?>> GetAsync(CancellationToken cancellationToken)
    {
        var held = Held;
        if (held is null || !held.IsOld(_time.GetUtcNow()))
        {
            return held;
        }

        TokenAnswer? answer;
        try
        {
            answer = await RefreshAsync(held, cancellationToken).ConfigureAwait(false);
        }
        catch (InfraException) when (!held.HasEnded(_time.GetUtcNow()))
        {
            // Renewing early is a courtesy: while the token holds, its failure is no reason to fail the call.
            return held;
        }

        if (SuccessorOf(held) is { } successor)
        {
            return successor;
        }

        // When the session is gone, the old token is sent all the same: the caller gets the server's own 401.
        return Trouble(answer) is { } trouble && held.HasEnded(_time.GetUtcNow()) ? trouble : held;
    }

    public async ValueTask<Result<HeldToken?>> RenewAsync(HeldToken refused, CancellationToken cancellationToken)
    {
        // Another call may have renewed it already, or dropped it.
        if (Held != refused)
        {
            return SuccessorOf(refused);
        }

        var answer = await RefreshAsync(refused, cancellationToken).ConfigureAwait(false);
        return Trouble(answer) is { } trouble ? trouble : SuccessorOf(refused);
    }

    /// <summary>A refresh that the app asks for. The tokens become the client's when it holds these, or none at all.</summary>
    public async Task<Result<TokenResponse>> RefreshAsync(string refreshToken, OrgRef? org, CancellationToken cancellationToken)
    {
        while (Held is { } held && held.Tokens!.RefreshToken == refreshToken)
        {
            var mine = false;
            var answer = await _refresh.RunAsync(
                held,
                token =>
                {
                    mine = true;
                    return SpendAsync(token, org);
                }).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (answer is not null && (mine || org is null || !answer.Result.IsSuccess))
            {
                return answer.Result;
            }

            // A refresh that was under way has spent the token, and not for this organisation: go on with its successor.
            refreshToken = SuccessorOf(held)?.Tokens!.RefreshToken ?? refreshToken;
        }

        return await SpendForeignAsync(refreshToken, org).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task<TokenAnswer?> RefreshAsync(HeldToken held, CancellationToken cancellationToken) =>
        _refresh.RunAsync(held, token => SpendAsync(token, org: null)).WaitAsync(cancellationToken);

    /// <summary>Spends the token once; null when it is no longer the one that is held. Never cancelled: the answer would be lost.</summary>
    private async Task<TokenAnswer?> SpendAsync(HeldToken held, OrgRef? org)
    {
        if (Held != held)
        {
            return null;
        }

        var answer = await _endpoint.RefreshAsync(held.Tokens!.RefreshToken, org, CancellationToken.None).ConfigureAwait(false);
        if (answer.Result.TryGet(out var response, out _))
        {
            await ReplaceAsync(held, held.Next(response, _time.GetUtcNow())).ConfigureAwait(false);
        }
        else if (answer.GrantRefused)
        {
            await ReplaceAsync(held, null).ConfigureAwait(false);
        }

        return answer;
    }

    private async Task<Result<TokenResponse>> SpendForeignAsync(string refreshToken, OrgRef? org)
    {
        var hadNone = Held is null;
        var answer = await _endpoint.RefreshAsync(refreshToken, org, CancellationToken.None).ConfigureAwait(false);
        if (hadNone && answer.Result.TryGet(out var response, out _))
        {
            var tokens = new TokenSet(response.AccessToken, response.RefreshToken ?? refreshToken, response.TokenType, response.ExpiresIn);
            await ReplaceAsync(null, HeldToken.OfSession(tokens, _time.GetUtcNow())).ConfigureAwait(false);
        }

        return answer.Result;
    }

    /// <summary>Changes what is held unless somebody signed in or out meanwhile.</summary>
    private Task ReplaceAsync(HeldToken? old, HeldToken? next) =>
        Interlocked.CompareExchange(ref _held, next, old) == old ? _notices.TellAsync() : Task.CompletedTask;

    private HeldToken? SuccessorOf(HeldToken old) => Held is { } held && held != old && held.Session == old.Session ? held : null;

    /// <summary>Why a refresh failed that may work later; null when it worked or never will.</summary>
    private static Error? Trouble(TokenAnswer? answer) =>
        answer is null or { GrantRefused: true } or { Result.IsSuccess: true } ? null : answer.Result.Error;
}
