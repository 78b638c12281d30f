using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Factors;

/// <summary>
/// Whether who has proven by one factor who they are may set up the second one. Not once all sessions were ended after it, as by a recovery, nor where
/// there is one meanwhile: that one would have been asked for.
/// </summary>
internal sealed class FirstFactor(IUserStore users, UserFactors factors, TimeProvider time)
{
    /// <summary>Who may; null when they may not. To be asked again behind the lock of the user.</summary>
    /// <param name="user">Who.</param>
    /// <param name="provenAt">When they proved it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<UserAccount?> FindAsync(UserId user, DateTimeOffset provenAt, CancellationToken cancellationToken) =>
        await users.FindAsync(user, cancellationToken).ConfigureAwait(false) is { } account && account.Honours(provenAt, time.Now())
        && !(await factors.OfAsync(user, cancellationToken).ConfigureAwait(false)).HasSecondFactor
            ? account
            : null;

    /// <summary>The refusal of who may not; null of who may, and of whoever has a session.</summary>
    public async Task<Error?> RefuseAsync(UserId user, DateTimeOffset? provenAt, CancellationToken cancellationToken) =>
        provenAt is { } at && await FindAsync(user, at, cancellationToken).ConfigureAwait(false) is null ? Flows.FinishFlow.NoLonger : null;
}
