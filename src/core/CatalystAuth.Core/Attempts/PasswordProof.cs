using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Attempts;

/// <summary>
/// Has a password checked, when not too many wrong ones came before. Each attempt is counted as a failure before it is looked at, so
/// that many at once get no more than their number; the right one takes that back. Whether an account exists makes no difference.
/// </summary>
internal sealed class PasswordProof(
    CallContext call, IIdentityProvider identity, IAttemptStore attempts, IServiceScopeFactory scopes, IOptions<AttemptOptions> options, TimeProvider time)
{
    /// <summary>The user whose password it is; null when it is nobody's. Refused while attempts have to wait.</summary>
    /// <param name="address">The account's address.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<UserId?>> VerifyAsync(string address, string password, CancellationToken cancellationToken)
    {
        var subjects = new AttemptSubjects(EmailAddress.KeyOf(address), ClientNetwork.Of(call.IpAddress));

        // A flood is told to wait without writing anything.
        var known = (await attempts.ListAsync(subjects.All, cancellationToken).ConfigureAwait(false)).ToDictionary(counter => counter.Subject, StringComparer.Ordinal);
        if (WhyWait(subjects, known) is { } wait)
        {
            return wait;
        }

        if (await CountAsync(subjects, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        var user = await identity.VerifyPasswordAsync(address, password, cancellationToken).ConfigureAwait(false);
        if (user is not null)
        {
            await SucceedAsync(subjects, cancellationToken).ConfigureAwait(false);
        }

        return user;
    }

    private async Task<Error?> CountAsync(AttemptSubjects subjects, CancellationToken cancellationToken)
    {
        var counted = await RunAsync<bool>(
            subjects,
            counters =>
            {
                if (WhyWait(subjects, counters) is { } wait)
                {
                    return wait;
                }

                var (now, settings) = (time.Now(), options.Value);
                counters[subjects.Pair].Fail(now, settings.Free, settings.Wait, settings.LongestWait);
                counters[subjects.Account].Fail(now, settings.FreePerAccount, settings.Wait, settings.LongestWait);
                counters[subjects.Network].Fail(now, settings.FreePerNetwork, settings.Wait, settings.LongestWait);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return counted.IsSuccess ? null : counted.Error;
    }

    private Task<Result<bool>> SucceedAsync(AttemptSubjects subjects, CancellationToken cancellationToken) => RunAsync<bool>(
        subjects,
        counters =>
        {
            counters[subjects.Pair].Clear();
            counters[subjects.Pair].TrustedUntil = time.Now() + AttemptCounter.Trust;
            counters[subjects.Account].Clear();

            // Only this one: who has an account does not get more guesses at others by signing in to it.
            counters[subjects.Network].TakeBack(options.Value.FreePerNetwork);
            return true;
        },
        cancellationToken);

    // What others do from elsewhere, or from the same network, is no reason to let wait who is known there.
    private Error? WhyWait(AttemptSubjects subjects, IReadOnlyDictionary<string, AttemptCounter> counters)
    {
        var now = time.Now();
        var pair = counters.GetValueOrDefault(subjects.Pair);
        string[] looked = pair?.IsTrusted(now) == true ? [subjects.Pair] : [subjects.Pair, subjects.Account, subjects.Network];
        var until = looked.Select(subject => counters.GetValueOrDefault(subject)).Where(counter => counter?.Waits(now) == true).Max(counter => counter!.WaitsUntil);
        return until is null ? null : new Error(
            FlowErrorCodes.TooManyAttempts, "There were too many wrong attempts. Wait as long as Retry-After says.", ErrorKind.TooMany)
        {
            RetryAfter = until - now,
        };
    }

    // In a scope of its own: it holds whatever becomes of the rest, and is nobody's change.
    private async Task<Result<T>> RunAsync<T>(
        AttemptSubjects subjects, Func<IReadOnlyDictionary<string, AttemptCounter>, Result<T>> change, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var store = scope.ServiceProvider.GetRequiredService<IAttemptStore>();
            return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync(
                async ct => change(await store.LockAsync(subjects.All, ct).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        }
    }
}
