using System.Text.Json;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Personal;
using CatalystAuth.Core.Audit.Retention;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Users;

/// <summary>
/// Makes all that the audit trail knows of a user unreadable for good, and of invitations to any address that they ever had, and takes their addresses out of
/// those. An account that is there stays.
/// </summary>
internal sealed class EraseUser(
    PlatformAccess platform, IUserStore users, IErasureStore store, IEmailStore emails, IInvitationStore invitations, ForgetInvitee forgetInvitee,
    IPersonalStore personal, PersonalVault vault, IHoldStore holds, Journal journal, IUnitOfWork unitOfWork)
{
    private static readonly string[] ActionsWithAddresses =
    [
        EventTypes.UserCreated, EventTypes.UserDeleted, EventTypes.UserEmailAdded, EventTypes.UserEmailRemoved, EventTypes.UserEmailPrimaryChanged,
        EventTypes.UserEmailChangeRequested, EventTypes.UserEmailChangeStopped,
    ];

    private static readonly string[] ActionsOfProof = [EventTypes.UserEmailVerified];

    private static readonly Error Held = new(
        AuditErrorCodes.LegalHold, "A legal hold keeps records about this user. Release it first.", ErrorKind.Conflict);

    public async Task<Result> RunAsync(UserId id, CancellationToken cancellationToken)
    {
        var done = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.UsersWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                // Two who erase take turns, and nobody sets a hold meanwhile.
                await holds.LockAsync(ct).ConfigureAwait(false);
                var user = $"{id}";
                if (await users.FindAsync(id, ct).ConfigureAwait(false) is null
                    && (await personal.ListKeysAsync([user], ct).ConfigureAwait(false)).Count == 0)
                {
                    return UserRefusals.NotFound;
                }

                var addresses = await ListAddressesAsync(id, ct).ConfigureAwait(false);
                var about = (await invitations.ListAboutAsync(id, addresses, ct).ConfigureAwait(false)).Where(invitation => invitation.IsAbout(id)).ToList();
                string[] subjects = [user, .. about.Select(invitation => $"{invitation.Id}")];
                if (await holds.KeepsAsync(subjects, ct).ConfigureAwait(false))
                {
                    return Held;
                }

                await ForgetAsync(id, addresses, ct).ConfigureAwait(false);
                await vault.EraseAsync(subjects, ct).ConfigureAwait(false);
                journal.Write(org: null, user, new UserErased(about.Count));
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return done.Match<Result>(_ => Result.Success, error => error);
    }

    // What is another's by now is not theirs. What the account still has stands there anyhow, so who is invited to that may still come; and an address that was
    // only typed in may be anybody's, who is invited for themselves.
    private async Task ForgetAsync(UserId id, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        var (theirs, kept) = (new List<string>(), new List<string>());
        var proven = await ListAddressesAsync(id, ActionsOfProof, cancellationToken).ConfigureAwait(false);
        foreach (var address in addresses)
        {
            if (await emails.FindClaimAsync(address, cancellationToken).ConfigureAwait(false) is not { } claim)
            {
                theirs.Add(address);
                if (!proven.Contains(address))
                {
                    kept.Add(address);
                }
            }
            else if (claim.UserId == id)
            {
                theirs.Add(address);
                kept.Add(address);
            }
        }

        await forgetInvitee.RunAsync(id, theirs, kept, cancellationToken).ConfigureAwait(false);
    }

    // Also those that they had once: they can still be read here.
    private async Task<IReadOnlyCollection<string>> ListAddressesAsync(UserId id, CancellationToken cancellationToken)
    {
        var addresses = (await store.ListAddressesAsync(id, cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        addresses.UnionWith(await ListAddressesAsync(id, ActionsWithAddresses, cancellationToken).ConfigureAwait(false));
        return [.. addresses.Select(EmailAddress.KeyOf)];
    }

    private async Task<HashSet<string>> ListAddressesAsync(UserId id, IReadOnlyCollection<string> actions, CancellationToken cancellationToken)
    {
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        var records = await store.ListRecordsAsync(id, actions, cancellationToken).ConfigureAwait(false);
        foreach (var value in (await vault.OpenAsync(records, cancellationToken).ConfigureAwait(false)).SelectMany(values => values))
        {
            if (value.Pointer.EndsWith("/email", StringComparison.Ordinal) || value.Pointer.EndsWith("/address", StringComparison.Ordinal))
            {
                addresses.Add(EmailAddress.KeyOf(JsonSerializer.Deserialize(value.Json, PersonalJsonContext.Default.String)!));
            }
        }

        return addresses;
    }
}
