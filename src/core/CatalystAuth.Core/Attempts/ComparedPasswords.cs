using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Attempts;

/// <summary>
/// Counts how often a new password was compared with the one of before while none was set: who came without that one, by mail, could else guess it. By the
/// account alone, as nobody gets there who has not proven who they are; and by itself, so that strangers who guess at the sign-in keep nobody from the change.
/// </summary>
internal sealed class ComparedPasswords(IAttemptStore attempts, SeparateWork separately, IOptions<AttemptOptions> options, TimeProvider time)
{
    /// <summary>Counts one before it is made, so that many at once get no more than their number. The refusal while they wait. Not inside of a unit of work.</summary>
    public async Task<Error?> CountAsync(UserId user, CancellationToken cancellationToken)
    {
        var subject = SubjectOf(user);
        var counted = await separately.RunAsync<bool>(
            async (services, ct) =>
            {
                var counter = (await services.GetRequiredService<IAttemptStore>().LockAsync([subject], ct).ConfigureAwait(false))[subject];
                var now = time.Now();
                if (counter.Waits(now))
                {
                    return AttemptRefusals.TooMany(counter.WaitsUntil - now);
                }

                counter.Fail(now, options.Value.Free, options.Value.Wait, options.Value.LongestWait);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return counted.TryGet(out _, out var refusal) ? null : refusal;
    }

    /// <summary>Forgets them, as a password is set. Part of the unit of work that sets it.</summary>
    public async Task ForgetAsync(UserId user, CancellationToken cancellationToken)
    {
        var subject = SubjectOf(user);
        var counter = (await attempts.LockAsync([subject], cancellationToken).ConfigureAwait(false))[subject];
        counter.LastAt = time.Now();
        counter.Clear();
    }

    private static string SubjectOf(UserId user) => AttemptSubjects.Hash($"compared\n{user}");
}
