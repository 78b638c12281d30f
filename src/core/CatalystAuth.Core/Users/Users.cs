using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Users;

/// <summary>Users as a platform admin sees them.</summary>
internal sealed class Users(PlatformAccess platform, IUserStore store, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork,
    LabelRules rules, IProfileStore profiles, ChangeProfile changeProfile, SearchUsers search, BanUser ban, DeleteUser deleteUser, EraseUser erase,
    SessionsOfUsers sessions, Impersonate impersonate, ResetMfa mfa, RequirePasswordChange requirePasswordChange, TimeProvider time) : IUsers
{
    public Task<Result<Page<User>>> SearchAsync(UserQuery query, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        search.RunAsync(query, page, cancellationToken);

    public async Task<Result<User>> GetAsync(UserId user, CancellationToken cancellationToken = default)
    {
        if (await platform.RefuseAsync(PlatformPermissions.UsersRead, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        var found = await store.FindAsync(user, cancellationToken).ConfigureAwait(false);
        return found is null
            ? UserRefusals.NotFound
            : found.ToContract(time.Now()) with { Profile = await ProfileOfAsync(found, cancellationToken).ConfigureAwait(false) };
    }

    public async Task<Result<Profile>> GetProfileAsync(UserId user, CancellationToken cancellationToken = default)
    {
        if (await platform.RefuseAsync(PlatformPermissions.UsersRead, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        return await store.FindAsync(user, cancellationToken).ConfigureAwait(false) is { } found
            ? await ProfileOfAsync(found, cancellationToken).ConfigureAwait(false)
            : UserRefusals.NotFound;
    }

    public Task<Result<Profile>> SetProfileAsync(
        UserId user, SetProfileRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        unitOfWork.RunAsync<Profile>(
            async ct => await platform.RefuseAsync(PlatformPermissions.UsersWrite, ct).ConfigureAwait(false) is { } refusal
                ? refusal
                : await changeProfile.RunAsync(user, request, byUser: false, ifVersion, ct).ConfigureAwait(false),
            cancellationToken);

    public Task<Result<User>> BanAsync(UserId user, BanUserRequest request, CancellationToken cancellationToken = default) =>
        ban.BanAsync(user, request, cancellationToken);

    public Task<Result> UnbanAsync(UserId user, CancellationToken cancellationToken = default) => ban.UnbanAsync(user, cancellationToken);

    public async Task<Result> DeleteAsync(UserId user, CancellationToken cancellationToken = default)
    {
        var deleted = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.UsersWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                return await platform.HoldsAsync(new Actor.User(user, default), PlatformPermissions.UsersWrite, ct).ConfigureAwait(false)
                    ? UserRefusals.Protected
                    : await deleteUser.RunAsync(user, ct).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return deleted.Match<Result>(_ => Result.Success, error => error);
    }

    public Task<Result<IReadOnlyList<Session>>> ListSessionsAsync(UserId user, CancellationToken cancellationToken = default) =>
        sessions.ListAsync(user, cancellationToken);

    public Task<Result> RevokeSessionAsync(UserId user, SessionId session, CancellationToken cancellationToken = default) =>
        sessions.RevokeAsync(user, session, cancellationToken);

    public Task<Result<RevokedSessions>> RevokeAllSessionsAsync(UserId user, CancellationToken cancellationToken = default) =>
        sessions.RevokeAllAsync(user, cancellationToken);

    public Task<Result<Impersonation>> ImpersonateAsync(UserId user, ImpersonateRequest request, CancellationToken cancellationToken = default) =>
        impersonate.RunAsync(user, request, cancellationToken);

    public Task<Result<RevokedSessions>> EndImpersonationAsync(UserId user, CancellationToken cancellationToken = default) =>
        impersonate.EndAsync(user, cancellationToken);

    public Task<Result<Mfa>> GetMfaAsync(UserId user, CancellationToken cancellationToken = default) => mfa.GetAsync(user, cancellationToken);

    public Task<Result> ResetMfaAsync(UserId user, ResetMfaRequest request, CancellationToken cancellationToken = default) =>
        mfa.RunAsync(user, request, cancellationToken);

    public Task<Result<User>> RequirePasswordChangeAsync(
        UserId user, RequirePasswordChangeRequest request, CancellationToken cancellationToken = default) =>
        requirePasswordChange.RunAsync(user, request, cancellationToken);

    public Task<Result> EraseAsync(UserId user, CancellationToken cancellationToken = default) => erase.RunAsync(user, cancellationToken);

    public Task<Result<User>> SetLabelsAsync(
        UserId user, IReadOnlyList<LabelInput> labels, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        unitOfWork.RunAsync<User>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.UsersWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                var judge = await rules.JudgeOfUsersAsync(ct).ConfigureAwait(false);
                var found = await store.FindAsync(user, ct).ConfigureAwait(false);
                return !judge.Judge(LabelTarget.User, found?.Labels ?? [], labels).TryGet(out var wanted, out var error) ? error
                    : found is null ? UserRefusals.NotFound
                    : ifVersion is not null && ifVersion != found.Version ? Refusals.VersionMismatch
                    : Change(found, wanted);
            },
            cancellationToken);

    private async Task<Profile> ProfileOfAsync(UserAccount user, CancellationToken cancellationToken) =>
        (await profiles.FindAsync(user.Id, cancellationToken).ConfigureAwait(false) ?? new ProfileEntry { UserId = user.Id })
            .ToContract(user, withPrivate: true);

    private User Change(UserAccount user, IReadOnlyList<LabelEntry> labels)
    {
        if (!user.Labels.SequenceEqual(labels))
        {
            journal.Write(org: null, user.Id.ToString(), new UserLabelsChanged(user.Labels.ToState(), labels.ToState()));
            user.Labels = labels;
            user.Version++;
            invalidations.UserClaims(user.Id);
        }

        return user.ToContract(time.Now());
    }
}
