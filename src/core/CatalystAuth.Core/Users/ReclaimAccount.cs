using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Devices;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Keys;

namespace CatalystAuth.Core.Users;

/// <summary>
/// Gives an account to who proves, as the first, that its address is theirs: whoever made it did not own that, so what they left as a way back in goes.
/// Part of a larger unit of work that holds the user, sets another password and ends all sessions.
/// </summary>
internal sealed class ReclaimAccount(
    IEmailStore emails, RemoveFactors factors, RevokedKeys keys, IKnownDeviceStore devices, Journal journal, TimeProvider time)
{
    /// <summary>Proves the address.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="entry">The primary address; unproven.</param>
    /// <param name="takesAll">Whether what is there goes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ProveAsync(UserAccount user, EmailEntry entry, bool takesAll, CancellationToken cancellationToken)
    {
        if (takesAll)
        {
            await TakeAsync(user, entry, $"{user.Id}", cancellationToken).ConfigureAwait(false);
        }

        var before = entry.ToState();
        entry.Prove(time.Now());
        user.EmailVerified |= entry.Primary;
        user.Version++;
        journal.Write(org: null, $"{user.Id}", new UserEmailVerified(before, entry.ToState()), actor: $"{user.Id}");
    }

    private async Task TakeAsync(UserAccount user, EmailEntry entry, string id, CancellationToken cancellationToken)
    {
        foreach (var other in (await emails.ListAsync(user.Id, cancellationToken).ConfigureAwait(false)).Where(email => email.Id != entry.Id))
        {
            emails.Remove(other);
            journal.Write(org: null, id, new UserEmailRemoved(other.ToState()), actor: id);
        }

        foreach (var factor in (await factors.RunAsync(user.Id, cancellationToken).ConfigureAwait(false)).Factors)
        {
            journal.Write(org: null, id, new UserFactorRemoved(factor), actor: id);
        }

        await keys.OfUserAsync(user.Id, org: null, KeyRevocationReasons.AddressProven, cancellationToken, actor: id).ConfigureAwait(false);
        await devices.ForgetAsync(user.Id, cancellationToken).ConfigureAwait(false);
    }
}
