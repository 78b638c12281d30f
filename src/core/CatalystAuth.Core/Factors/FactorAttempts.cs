using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Factors;

/// <summary>
/// Has a code checked, when not too many wrong ones came before: of this user from this network, or of this user from anywhere. All kinds of code are
/// counted together, and one after the other, so that many at once get no more than their number.
/// </summary>
internal sealed class FactorAttempts(
    CallContext call, IAttemptStore attempts, SeparateWork separately, IOptions<AttemptOptions> options, TimeProvider time)
{
    /// <summary>Whether a code is right. Refused while attempts have to wait. Not inside of a unit of work.</summary>
    /// <param name="user">Whose code it has to be.</param>
    /// <param name="verify">Looks, and spends what is right, with the services of the transaction in which it is counted.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<bool>> TryAsync(
        UserId user, Func<IServiceProvider, CancellationToken, Task<bool>> verify, CancellationToken cancellationToken)
    {
        var here = AttemptSubjects.Hash($"factor\n{user}\n{ClientNetwork.Of(call.IpAddress)}");
        var anywhere = AttemptSubjects.Hash($"factor\n{user}");
        string[] subjects = string.CompareOrdinal(here, anywhere) < 0 ? [here, anywhere] : [anywhere, here];

        // A flood is told to wait without writing anything.
        var known = (await attempts.ListAsync(subjects, cancellationToken).ConfigureAwait(false)).ToDictionary(counter => counter.Subject, StringComparer.Ordinal);
        if (WhyWait(known.GetValueOrDefault(here), known.GetValueOrDefault(anywhere)) is { } wait)
        {
            return wait;
        }

        return await separately.RunAsync<bool>(
            async (services, ct) =>
            {
                var counters = await services.GetRequiredService<IAttemptStore>().LockAsync(subjects, ct).ConfigureAwait(false);
                if (WhyWait(counters[here], counters[anywhere]) is { } refusal)
                {
                    return refusal;
                }

                var isRight = await verify(services, ct).ConfigureAwait(false);
                Count(counters[here], counters[anywhere], isRight);
                return isRight;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private void Count(AttemptCounter here, AttemptCounter anywhere, bool isRight)
    {
        var (now, settings) = (time.Now(), options.Value);
        if (isRight)
        {
            (here.LastAt, anywhere.LastAt) = (now, now);
            here.Clear();
            here.TrustedUntil = now + AttemptCounter.Trust;
            anywhere.Clear();
            return;
        }

        here.Fail(now, settings.Free, settings.Wait, settings.LongestWait);
        anywhere.Fail(now, settings.FreePerAccount, settings.Wait, settings.LongestWait);
    }

    // What others do from elsewhere is no reason to let wait who is known here.
    private Error? WhyWait(AttemptCounter? here, AttemptCounter? anywhere)
    {
        var now = time.Now();
        var until = here?.Waits(now) == true ? here.WaitsUntil
            : anywhere?.Waits(now) == true && here?.IsTrusted(now) != true ? anywhere.WaitsUntil
            : null;
        return until is null ? null : AttemptRefusals.TooMany(until - now);
    }
}
