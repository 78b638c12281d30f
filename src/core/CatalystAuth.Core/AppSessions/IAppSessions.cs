using CatalystAuth.Contracts.AppSessions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Core.AppSessions;

/// <summary>The sessions of browsers at the edge, as forward-auth asks about them. It asks for a cookie once in the life of an access token.</summary>
public interface IAppSessions
{
    /// <summary>Begins one for a code, which is spent by that.</summary>
    /// <param name="code">The code.</param>
    /// <param name="nonceHash">The SHA-256 of what the browser was given when it was sent to sign in.</param>
    /// <param name="place">Where the browser came back to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<Result<NewAppSession>> RedeemAsync(string code, byte[] nonceHash, AppPlace place, CancellationToken cancellationToken);

    /// <summary>
    /// Who a handle speaks for now, in the words of an access token. <see cref="AppSessionErrorCodes.Ended"/> is for good: one that lives, and speaks for
    /// nobody now, is refused with another code.
    /// </summary>
    Task<Result<AccessToken>> OpenAsync(string handle, AppPlace place, CancellationToken cancellationToken);

    /// <summary>Ends the session at the portal that a handle belongs to, and with it all of its sessions at the edge.</summary>
    Task<Result> EndAsync(string handle, AppPlace place, CancellationToken cancellationToken);
}

/// <summary>A session at the edge that has begun.</summary>
/// <param name="Handle">What the browser keeps.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
public sealed record NewAppSession(string Handle, DateTimeOffset ExpiresAt)
{
    /// <summary>Without the handle, so that no log can carry it.</summary>
    public override string ToString() => nameof(NewAppSession);
}

internal sealed class AppSessions(CallContext call, RedeemLoginCode redeem, OpenAppSession open, EndSession end) : IAppSessions
{
    public Task<Result<NewAppSession>> RedeemAsync(string code, byte[] nonceHash, AppPlace place, CancellationToken cancellationToken) =>
        redeem.RunAsync(code, nonceHash, place, cancellationToken);

    public Task<Result<AccessToken>> OpenAsync(string handle, AppPlace place, CancellationToken cancellationToken) =>
        open.RunAsync(handle, place, cancellationToken);

    public async Task<Result> EndAsync(string handle, AppPlace place, CancellationToken cancellationToken)
    {
        if (await open.FindAsync(handle, place, cancellationToken).ConfigureAwait(false) is not { } session)
        {
            return OpenAppSession.Ended;
        }

        call.Actor = session.ToActor();
        return await end.RunAsync(session.UserId, session.Id, SessionEndReasons.SignedOut, cancellationToken).ConfigureAwait(false);
    }
}
