using CatalystAuth.Core.Actors;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Attempts;

/// <summary>
/// Knows from which networks the owner of an address has signed in of late. Looked up by hashes, so that it takes as long whether there is an
/// account or not.
/// </summary>
internal sealed class KnownNetworks(CallContext call, IAttemptStore attempts, TimeProvider time)
{
    // What is known for that long yet is not written again.
    private static readonly TimeSpan Fresh = AttemptCounter.Trust - TimeSpan.FromDays(1);

    /// <summary>Whether they have from where this call comes from.</summary>
    public async Task<bool> IsKnownAsync(string address, CancellationToken cancellationToken) =>
        await FindAsync(SubjectOf(address), cancellationToken).ConfigureAwait(false) is { } counter && counter.IsTrusted(time.Now());

    /// <summary>Notes that they do now. Part of a larger unit of work, in which it is locked last.</summary>
    public async Task SeeAsync(string address, CancellationToken cancellationToken)
    {
        var (subject, now) = (SubjectOf(address), time.Now());
        if (await FindAsync(subject, cancellationToken).ConfigureAwait(false) is { } known && known.TrustedUntil > now + Fresh)
        {
            return;
        }

        var counter = (await attempts.LockAsync([subject], cancellationToken).ConfigureAwait(false))[subject];
        counter.TrustedUntil = now + AttemptCounter.Trust;
    }

    private async Task<AttemptCounter?> FindAsync(string subject, CancellationToken cancellationToken) =>
        (await attempts.ListAsync([subject], cancellationToken).ConfigureAwait(false)) is [var counter, ..] ? counter : null;

    private string SubjectOf(string address) => AttemptSubjects.PairOf(EmailAddress.KeyOf(address), ClientNetwork.Of(call.IpAddress));
}
