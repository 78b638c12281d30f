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
/// that many at once get no more than their number; the right one takes that back. Whether an account exists makes no difference, nor
/// whether it is known on the network. Where the owner has used the link of <see cref="OfferUnlock"/>, as many more are heard as are free.
/// </summary>
internal sealed class PasswordProof(
    CallContext call, IIdentityProvider identity, IUserStore users, IAttemptStore attempts, OfferUnlock offerUnlock, IServiceScopeFactory scopes,
    IOptions<AttemptOptions> options, TimeProvider time)
{
    /// <summary>
    /// The user whose password it is; null when it is nobody's who may sign in. Refused while attempts have to wait.
    /// </summary>
    /// <param name="typed">The address as it was given.</param>
    /// <param name="address">The account's primary address, when the other is one of its addresses; else the same.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<UserId?>> VerifyAsync(string typed, string address, string password, CancellationToken cancellationToken)
    {
        var subjects = new AttemptSubjects(
            EmailAddress.KeyOf(typed), EmailAddress.KeyOf(address), ClientNetwork.Of(call.IpAddress), ClientNetwork.SubnetOf(call.IpAddress), Devices.Devices.MarkOf(call));

        // A flood is told to wait without writing anything.
        var known = (await attempts.ListAsync([.. subjects.All, subjects.Freed], cancellationToken).ConfigureAwait(false))
            .ToDictionary(counter => counter.Subject, StringComparer.Ordinal);
        var isFreed = IsFreed(known, subjects);
        if (!isFreed && WhyWait(known, subjects.Pair) is { } wait)
        {
            return wait;
        }

        IReadOnlyList<string> locked = isFreed ? [.. subjects.All.Append(subjects.Freed).Order(StringComparer.Ordinal)] : subjects.All;
        if (!(await RunAsync(locked, counters => Count(subjects, counters), cancellationToken).ConfigureAwait(false)).TryGet(out var counted, out var refusal))
        {
            return refusal;
        }

        // Also when it will not be believed, so that time tells nothing.
        var user = await identity.VerifyPasswordAsync(address, password, cancellationToken).ConfigureAwait(false);
        if (user is { } proven && counted.IsHeard && await MaySignInAsync(proven, cancellationToken).ConfigureAwait(false))
        {
            await RunAsync(locked, counters => Succeed(subjects, counters, counted), cancellationToken).ConfigureAwait(false);
            return user;
        }

        if (counted.BeginsToWait)
        {
            await offerUnlock.RunAsync(typed, cancellationToken).ConfigureAwait(false);
        }

        return counted.Wait is { } others ? others : (UserId?)null;
    }

    // What others do from elsewhere, or from the same network or subnet, is no reason to let wait who is known there; only the right password tells them
    // apart, as for everybody else the answer is the same.
    private Result<Counted> Count(AttemptSubjects subjects, IReadOnlyDictionary<string, AttemptCounter> counters)
    {
        var (now, settings) = (time.Now(), options.Value);
        if (IsFreed(counters, subjects))
        {
            // By itself, so that the guesses of others and these take nothing from each other.
            counters[subjects.Freed].Fail(now, settings.Free, AttemptCounter.Memory, AttemptCounter.Memory);
            return new Counted(IsHeard: true, Wait: null, NetworkWaitsUntil: null) { IsFreed = true };
        }

        if (WhyWait(counters, subjects.Pair) is { } wait)
        {
            return wait;
        }

        var others = WhyWait(counters, subjects.Typed, subjects.Network, subjects.Subnet);
        var isHeard = !counters[subjects.Account].Waits(now) && (others is null || counters[subjects.Pair].IsTrusted(now));
        counters[subjects.Pair].Fail(now, settings.Free, settings.Wait, settings.LongestWait);
        counters[subjects.Account].Fail(now, settings.Free, settings.Wait, settings.LongestWait);
        if (others is null)
        {
            counters[subjects.Typed].Fail(now, settings.FreePerAccount, settings.Wait, settings.LongestWait);
            counters[subjects.Network].Fail(now, settings.FreePerNetwork, settings.Wait, settings.LongestWait);
            counters[subjects.Subnet].Fail(now, Math.Max(settings.FreePerSubnet, settings.FreePerNetwork), settings.Wait, settings.LongestWait);
        }

        return new Counted(isHeard, others, counters[subjects.Network].WaitsUntil)
        {
            SubnetWaitsUntil = counters[subjects.Subnet].WaitsUntil,
            BeginsToWait = counters[subjects.Pair].Failures == settings.Free || (others is null && counters[subjects.Typed].Failures == settings.FreePerAccount),
        };
    }

    private Result<Counted> Succeed(AttemptSubjects subjects, IReadOnlyDictionary<string, AttemptCounter> counters, Counted counted)
    {
        counters[subjects.Pair].Clear();
        counters[subjects.Pair].TrustedUntil = time.Now() + AttemptCounter.Trust;
        counters[subjects.Account].Clear();
        counters[subjects.Typed].Clear();
        if (counted.IsFreed)
        {
            counters[subjects.Freed].TrustedUntil = null;
        }
        else if (counted.Wait is null)
        {
            // Only this one, and what it caused: who has an account does not get more guesses at others by signing in to it.
            counters[subjects.Network].TakeBack(counted.NetworkWaitsUntil);
            counters[subjects.Subnet].TakeBack(counted.SubnetWaitsUntil);
        }

        return counted;
    }

    private bool IsFreed(IReadOnlyDictionary<string, AttemptCounter> counters, AttemptSubjects subjects) =>
        counters.GetValueOrDefault(subjects.Freed) is { } freed && freed.IsTrusted(time.Now()) && !freed.Waits(time.Now());

    private Error? WhyWait(IReadOnlyDictionary<string, AttemptCounter> counters, params ReadOnlySpan<string> subjects)
    {
        var now = time.Now();
        DateTimeOffset? until = null;
        foreach (var subject in subjects)
        {
            if (counters.GetValueOrDefault(subject) is { } counter && counter.Waits(now) && !(counter.WaitsUntil < until))
            {
                until = counter.WaitsUntil;
            }
        }

        return until is null ? null : AttemptRefusals.TooMany(until - now);
    }

    private async Task<bool> MaySignInAsync(UserId user, CancellationToken cancellationToken) =>
        await users.FindAsync(user, cancellationToken).ConfigureAwait(false) is { } found && !found.IsBanned(time.Now());

    // In a scope of its own: it holds whatever becomes of the rest, and is nobody's change.
    private async Task<Result<Counted>> RunAsync(
        IReadOnlyList<string> locked, Func<IReadOnlyDictionary<string, AttemptCounter>, Result<Counted>> change, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var store = scope.ServiceProvider.GetRequiredService<IAttemptStore>();
            return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync(
                async ct => change(await store.LockAsync(locked, ct).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What became of counting an attempt.</summary>
    /// <param name="IsHeard">Whether the right password would be believed.</param>
    /// <param name="Wait">What everybody else is told, while the address, the network or the subnet waits.</param>
    /// <param name="NetworkWaitsUntil">Until when the network waits because of this attempt, if it was counted there.</param>
    private sealed record Counted(bool IsHeard, Error? Wait, DateTimeOffset? NetworkWaitsUntil)
    {
        /// <summary>Until when the subnet waits because of this attempt, if it was counted there.</summary>
        public DateTimeOffset? SubnetWaitsUntil { get; init; }

        /// <summary>Whether it was counted by itself, as the owner has freed this browser.</summary>
        public bool IsFreed { get; init; }

        /// <summary>Whether those after it wait, and those before did not.</summary>
        public bool BeginsToWait { get; init; }
    }
}
