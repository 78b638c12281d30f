using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Invitations;

/// <summary>
/// What a signed-in user does with invitations. Without a link only those to verified addresses count: anybody may sign up with an
/// address that is not theirs.
/// </summary>
internal sealed class MyInvitations(
    CallContext call, IInvitationStore invitations, IUserStore users, IEmailStore emails, AcceptInvitation accept, DeclineInvitation decline,
    InviterStanding standing, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<IReadOnlyList<MyInvitation>>> ListAsync(CancellationToken cancellationToken)
    {
        var caller = await AccountAsync(MyAccount.Caller(call), cancellationToken).ConfigureAwait(false);
        if (!caller.TryGet(out var user, out var error))
        {
            return error;
        }

        var keys = await VerifiedKeysAsync(user, cancellationToken).ConfigureAwait(false);
        var found = await invitations.ListOfInviteeAsync(keys, time.Now(), cancellationToken).ConfigureAwait(false);
        var mine = new List<MyInvitation>(found.Count);
        foreach (var (invitation, org, inviterName) in found)
        {
            mine.Add(new(
                invitation.Id, org.Name, inviterName, invitation.Role, invitation.Email, invitation.CreatedAt, invitation.ExpiresAt)
            {
                InviterLapsed = await standing.HasLapsedAsync(invitation, org, cancellationToken).ConfigureAwait(false),
                OrgLogo = org.LogoUrl,
                RedirectUrl = invitation.RedirectUrl,
            });
        }

        return mine;
    }

    public Task<Result<AcceptedInvitation>> AcceptAsync(string token, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<AcceptedInvitation>(
            async ct =>
            {
                var caller = await ThemselvesAsync(ct).ConfigureAwait(false);
                return caller.TryGet(out var user, out var error) ? await accept.RunAsync(token, user, ct).ConfigureAwait(false) : error;
            },
            cancellationToken);

    public Task<Result<AcceptedInvitation>> AcceptAsync(InvitationId id, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<AcceptedInvitation>(
            async ct =>
            {
                var found = await FindAsync(id, ct).ConfigureAwait(false);
                return found.TryGet(out var mine, out var error)
                    ? await accept.RunAsync(mine.Invitation, mine.User, ct).ConfigureAwait(false)
                    : error;
            },
            cancellationToken);

    public async Task<Result> DeclineAsync(InvitationId id, CancellationToken cancellationToken)
    {
        var declined = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var found = await FindAsync(id, ct).ConfigureAwait(false);
                return found.TryGet(out var mine, out var error) ? decline.Run(mine.Invitation) : error;
            },
            cancellationToken).ConfigureAwait(false);
        return declined.Match<Result>(_ => Result.Success, error => error);
    }

    private async Task<IReadOnlyCollection<string>> VerifiedKeysAsync(UserAccount user, CancellationToken cancellationToken) =>
        AcceptInvitation.VerifiedKeys(await emails.ListAsync(user.Id, cancellationToken).ConfigureAwait(false));

    private async Task<Result<Mine>> FindAsync(InvitationId id, CancellationToken cancellationToken)
    {
        var caller = await ThemselvesAsync(cancellationToken).ConfigureAwait(false);
        if (!caller.TryGet(out var user, out var error))
        {
            return error;
        }

        var invitation = await invitations.FindAsync(id, cancellationToken).ConfigureAwait(false);
        var keys = await VerifiedKeysAsync(user, cancellationToken).ConfigureAwait(false);
        return invitation is not null && keys.Contains(invitation.EmailKey)
            ? new Mine(invitation, user)
            : InvitationRefusals.NotFound;
    }

    // A membership outlasts who acts as the user.
    private Task<Result<UserAccount>> ThemselvesAsync(CancellationToken cancellationToken) => AccountAsync(MyAccount.Themselves(call), cancellationToken);

    private async Task<Result<UserAccount>> AccountAsync(Result<Actor.User> caller, CancellationToken cancellationToken) =>
        !caller.TryGet(out var user, out var refusal) ? refusal
        : await users.FindAsync(user.UserId, cancellationToken).ConfigureAwait(false) is { } account ? account
        : Refusals.Unauthenticated;

    private sealed record Mine(StoredInvitation Invitation, UserAccount User);
}
