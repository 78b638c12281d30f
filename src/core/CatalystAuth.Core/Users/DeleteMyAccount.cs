using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Users;

/// <summary>Deletes the caller's own account, with a proof of who they are, and says before what that would do.</summary>
internal sealed class DeleteMyAccount(
    CallContext call, IUserStore users, IMembershipStore memberships, PasswordProof passwords, FreshSession fresh, DeleteUser deleteUser,
    IOptions<FlowOptions> flows, IUnitOfWork unitOfWork)
{
    public async Task<Result<AccountDeletion>> PreviewAsync(CancellationToken cancellationToken)
    {
        if (!MyAccount.Caller(call).TryGet(out var caller, out var error))
        {
            return error;
        }

        var owned = (await users.ListOwnedOrgsAsync(caller.UserId, cancellationToken).ConfigureAwait(false))
            .Where(org => org.Status != OrgStatus.Deleted).ToDictionary(org => org.Id);
        var mine = (await memberships.ListOfUserAsync(caller.UserId, cancellationToken).ConfigureAwait(false)).ToLookup(
            org => !owned.TryGetValue(org.Id, out var own) ? Fate.Left : own.OtherOwner is null ? Fate.Blocks : Fate.PassedOn);
        return new AccountDeletion([.. mine[Fate.Blocks]], [.. mine[Fate.PassedOn]], [.. mine[Fate.Left]]);
    }

    public async Task<Result> RunAsync(DeleteMeRequest request, CancellationToken cancellationToken)
    {
        if (!MyAccount.Themselves(call).TryGet(out var caller, out var error))
        {
            return error;
        }

        // Before the transaction: what a wrong password counts for holds whatever becomes of the rest.
        if (await WhyNotAsync(caller, request.Password, cancellationToken).ConfigureAwait(false) is { } unproven)
        {
            return unproven;
        }

        var deleted = await unitOfWork.RunAsync(ct => deleteUser.RunAsync(caller.UserId, ct), cancellationToken).ConfigureAwait(false);
        return deleted.Match<Result>(_ => Result.Success, refused => refused);
    }

    private async Task<Error?> WhyNotAsync(Actor.User caller, string? password, CancellationToken cancellationToken)
    {
        if (password is null)
        {
            return await fresh.RefuseAsync(FreshSession.Lately, cancellationToken, byAnyProof: true).ConfigureAwait(false);
        }

        if (!flows.Value.HasPasswords)
        {
            return FlowRefusals.NoPasswords;
        }

        if (await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false) is not { } user)
        {
            return UserRefusals.WrongPassword;
        }

        var proven = await passwords.VerifyAsync(user.Email, user.Email, password, cancellationToken).ConfigureAwait(false);
        return !proven.TryGet(out var id, out var error) ? error : id == caller.UserId ? null : UserRefusals.WrongPassword;
    }

    private enum Fate
    {
        Left,
        PassedOn,
        Blocks,
    }
}
