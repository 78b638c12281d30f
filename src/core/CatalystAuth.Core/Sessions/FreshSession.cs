using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Flows;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>
/// Whether the caller has proven lately who they are. Asked of the session as it is now, so that a step-up counts at once with whatever token.
/// </summary>
public sealed class FreshSession(
    CallContext call, ISessionStore sessions, IIdentityProvider identity, ITotpStore apps, IPasskeyStore passkeys, IOptions<FlowOptions> flows,
    TimeProvider time)
{
    /// <summary>How old a proof may be for what could take an account over.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromMinutes(15);

    private static readonly Error StepUpRequired = new(
        AuthErrorCodes.StepUpRequired, "Prove anew who you are, at /v1/auth/step-up, and send this again.", ErrorKind.Unauthenticated);

    /// <summary>The refusal of a caller who has not, which says what helps; null when they have. Who has a second factor has to have proven that.</summary>
    /// <param name="maxAge">How long ago it may be.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="byAnyProof">Whether any proof will do, also for who has a second factor.</param>
    public async Task<Error?> RefuseAsync(TimeSpan maxAge, CancellationToken cancellationToken, bool byAnyProof = false)
    {
        switch (call.Actor)
        {
            case Actor.Anonymous:
                return Refusals.Unauthenticated;
            case Actor.System:
                return null;
            case Actor.User { Impersonator: not null }:
                return Refusals.Impersonated;
            case Actor.User user:
                // In this order: a factor that is there has raised the session that set it up.
                var hasSecond = await HasSecondFactorAsync(user.UserId, cancellationToken).ConfigureAwait(false);
                var session = await sessions.FindAsync(user.SessionId, cancellationToken).ConfigureAwait(false);
                return (hasSecond && !byAnyProof ? session?.SecondFactorAt : session?.AuthenticatedAt) is { } at && time.Now() - at <= maxAge
                    ? null
                    : Refuse(await ProofsAsync(user.UserId, hasSecond, byAnyProof, cancellationToken).ConfigureAwait(false));
            default:
                return Refusals.UserRequired;
        }
    }

    private static Error Refuse(IReadOnlyList<string> proofs) => proofs.Count > 0
        ? StepUpRequired with { Proofs = proofs }
        : StepUpRequired with { Message = "Sign in anew, and send this again: there is nothing else that you could prove yourself by." };

    private async Task<IReadOnlyList<string>> ProofsAsync(UserId user, bool hasSecond, bool byAnyProof, CancellationToken cancellationToken)
    {
        var byPassword = flows.Value.HasPasswords && (byAnyProof || !hasSecond)
            && await identity.HasPasswordAsync(user, cancellationToken).ConfigureAwait(false);
        return (byPassword, hasSecond) switch
        {
            (true, true) => [StepUpProofs.Password, StepUpProofs.SecondFactor],
            (true, false) => [StepUpProofs.Password],
            (false, true) => [StepUpProofs.SecondFactor],
            _ => [],
        };
    }

    private async Task<bool> HasSecondFactorAsync(UserId user, CancellationToken cancellationToken) =>
        (await apps.ListAsync(user, cancellationToken).ConfigureAwait(false)).Any(app => app.ConfirmedAt is not null)
        || (await passkeys.ListAsync(user, cancellationToken).ConfigureAwait(false)).Count > 0;
}
