using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Factors;

/// <summary>Has a code of an authenticator app checked. Each is accepted once.</summary>
internal sealed class TotpProof(FactorAttempts attempts, TotpSecrets secrets, TimeProvider time)
{
    /// <summary>Whether it is a code of one of a user's apps. Refused while attempts have to wait. Not inside of a unit of work.</summary>
    public Task<Result<bool>> VerifyAsync(UserId user, string code, CancellationToken cancellationToken) => attempts.TryAsync(
        user,
        async (services, ct) =>
        {
            var store = services.GetRequiredService<ITotpStore>();
            var now = time.Now();
            foreach (var totp in await store.ListAsync(user, ct).ConfigureAwait(false))
            {
                if (totp.ConfirmedAt is not null && TotpCode.Match(secrets.Open(totp), code, now) is { } step
                    && await store.TrySpendAsync(totp.Id, step, now, ct).ConfigureAwait(false))
                {
                    return true;
                }
            }

            return false;
        },
        cancellationToken);
}
