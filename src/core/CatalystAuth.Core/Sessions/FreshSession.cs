using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.Sessions;

/// <summary>
/// Whether the caller has proven lately who they are. Asked of the session as it is now, so that a step-up counts at once with whatever token.
/// </summary>
public sealed class FreshSession(CallContext call, ISessionStore sessions, TimeProvider time)
{
    /// <summary>How old a proof may be for what could take an account over.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromMinutes(15);

    private static readonly Error StepUpRequired = new(
        AuthErrorCodes.StepUpRequired, "Prove anew who you are, at /v1/auth/step-up, and send this again.", ErrorKind.Unauthenticated);

    /// <summary>The refusal of a caller who has not; null when they have.</summary>
    /// <param name="maxAge">How long ago it may be.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Error?> RefuseAsync(TimeSpan maxAge, CancellationToken cancellationToken)
    {
        switch (call.Actor)
        {
            case Actor.Anonymous:
                return Refusals.Unauthenticated;
            case Actor.System:
                return null;
            case Actor.User user:
                var session = await sessions.FindAsync(user.SessionId, cancellationToken).ConfigureAwait(false);
                return session?.AuthenticatedAt is { } at && time.Now() - at <= maxAge ? null : StepUpRequired;
            default:
                return Refusals.UserRequired;
        }
    }
}
