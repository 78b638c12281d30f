using System.Security.Cryptography;
using CatalystAuth.Contracts.AppSessions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.AppSessions;

/// <summary>Begins a session at the edge for a code. Whatever comes of it, the code is spent.</summary>
internal sealed class RedeemLoginCode(
    IAppSessionStore store, ISessionStore sessions, IUnitOfWork unitOfWork, IOptions<UserSessionOptions> options, TimeProvider time)
{
    private static readonly TimeSpan OldOnesKept = TimeSpan.FromMinutes(1);

    private static readonly Error Invalid = new(
        AppSessionErrorCodes.InvalidCode, "The code is not good, was used, has expired, or is another browser's.", ErrorKind.Unauthenticated);

    public async Task<Result<NewAppSession>> RunAsync(string code, byte[] nonceHash, AppPlace place, CancellationToken cancellationToken)
    {
        // Anybody can make one up: what is not there takes no turn among those who write.
        if (OpaqueSecret.HashOf(code) is not { } hash || !await store.HasCodeAsync(hash, cancellationToken).ConfigureAwait(false))
        {
            return Invalid;
        }

        AppLoginCode? found = null;
        var taken = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                found = await store.TakeAsync(hash, ct).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        if (!taken.TryGet(out _, out var refusal))
        {
            return refusal;
        }

        return found is not null && found.ExpiresAt > time.Now() && CryptographicOperations.FixedTimeEquals(found.NonceHash, nonceHash)
            && (found.AppId, found.OrgId, found.Host, found.Domain) == (place.App, place.Org, place.Host, place.Domain)
                ? await BeginAsync(found, place, cancellationToken).ConfigureAwait(false)
                : Invalid;
    }

    private Task<Result<NewAppSession>> BeginAsync(AppLoginCode code, AppPlace place, CancellationToken cancellationToken)
    {
        var handle = OpaqueSecret.New();
        return unitOfWork.RunAsync<NewAppSession>(
            async ct =>
            {
                var now = time.Now();
                if (await sessions.FindAsync(code.SessionId, ct).ConfigureAwait(false) is not { } session
                    || !session.IsLive(now, now - options.Value.IdleLifetime))
                {
                    return Invalid;
                }

                await store.RemoveOlderAsync(session.Id, place, now - OldOnesKept, ct).ConfigureAwait(false);
                store.Add(new AppSession
                {
                    Hash = OpaqueSecret.HashOf(handle)!,
                    SessionId = session.Id,
                    OrgId = code.OrgId,
                    AppId = place.Domain is null ? place.App : null,
                    Host = place.Domain ?? place.Host,
                    CreatedAt = now,
                    ExpiresAt = session.ExpiresAt,
                });
                return new NewAppSession(handle, session.ExpiresAt);
            },
            cancellationToken);
    }
}
