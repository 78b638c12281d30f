using CatalystAuth.Contracts.Devices;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Devices;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Users;

/// <summary>What a signed-in user reads and does about themselves.</summary>
internal sealed class MyAccount(
    CallContext call, OrgAccess access, IUserStore users, IMembershipStore memberships, MySessions sessions, MyDevices devices, EffectiveIdentityCache effective, ExplainPermission explain,
    IProfileStore profiles, ChangeProfile changeProfile, MyEmails emails, AddEmail addEmail, VerifyEmail verifyEmail,
    RemoveEmail removeEmail, MakeEmailPrimary makeEmailPrimary, DeleteMyAccount delete, ExportAccount export, ChangePassword changePassword, ClientLabels clientLabels, IUnitOfWork unitOfWork) : IMe
{
    public async Task<Result<Me>> GetAsync(CancellationToken cancellationToken = default)
    {
        if (!Caller().TryGet(out var caller, out var error))
        {
            return error;
        }

        var user = await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false);
        if (user is null)
        {
            return Refusals.Unauthenticated;
        }

        var orgs = await memberships.ListOfUserAsync(user.Id, cancellationToken).ConfigureAwait(false);
        var shown = await clientLabels.ShowAsync(user.ToContract(), cancellationToken).ConfigureAwait(false);
        return new Me(user.Id, user.Email, user.EmailVerified, user.Name, shown.Labels, user.PlatformAdmin, user.CreatedAt, orgs)
        {
            ExpiringLabels = shown.ExpiringLabels,
            Profile = await ProfileOfAsync(user, cancellationToken).ConfigureAwait(false),
        };
    }

    public async Task<Result<EffectiveUser>> EffectiveAsync(OrgRef org, CancellationToken cancellationToken = default)
    {
        if (!Caller().TryGet(out var caller, out var error))
        {
            return error;
        }

        if (await effective.GetAsync(caller.UserId, org, cancellationToken).ConfigureAwait(false) is { } identity
            && (caller.Impersonator is null || caller.Impersonator.Org == identity.Org))
        {
            return await access.RefuseSignInAsync(identity.Org, identity.Role, cancellationToken).ConfigureAwait(false) is { } unmet ? unmet : ShownLabels.ForClients(identity);
        }

        // A member of a stopped organisation hears of that, anybody else of nothing.
        var entered = await access.EnterAsync(org, cancellationToken).ConfigureAwait(false);
        return entered.IsSuccess ? Refusals.OrgNotFound : entered.Error;
    }

    public async Task<Result<Explanation>> ExplainAsync(OrgRef org, string permission, CancellationToken cancellationToken = default)
    {
        var identity = await EffectiveAsync(org, cancellationToken).ConfigureAwait(false);
        return identity.TryGet(out var found, out var error)
            ? await explain.RunAsync(found, permission, cancellationToken).ConfigureAwait(false)
            : error;
    }

    public Task<Result<IReadOnlyList<Session>>> ListSessionsAsync(CancellationToken cancellationToken = default) =>
        sessions.ListAsync(cancellationToken);

    public Task<Result> RevokeSessionAsync(SessionId session, CancellationToken cancellationToken = default) =>
        sessions.RevokeAsync(session, cancellationToken);

    public Task<Result<RevokedSessions>> RevokeOtherSessionsAsync(CancellationToken cancellationToken = default) =>
        sessions.RevokeOthersAsync(cancellationToken);

    public Task<Result<RevokedSessions>> RevokeAllSessionsAsync(CancellationToken cancellationToken = default) =>
        sessions.RevokeAllAsync(cancellationToken);

    public Task<Result<IReadOnlyList<Device>>> ListDevicesAsync(CancellationToken cancellationToken = default) => devices.ListAsync(cancellationToken);

    public Task<Result> ForgetDeviceAsync(DeviceId device, CancellationToken cancellationToken = default) => devices.ForgetAsync(device, cancellationToken);

    public async Task<Result<Profile>> GetProfileAsync(CancellationToken cancellationToken = default)
    {
        if (!Caller().TryGet(out var caller, out var error))
        {
            return error;
        }

        return await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false) is { } user
            ? await ProfileOfAsync(user, cancellationToken).ConfigureAwait(false)
            : Refusals.Unauthenticated;
    }

    public async Task<Result<Profile>> SetProfileAsync(
        SetMyProfileRequest request, int? ifVersion = null, CancellationToken cancellationToken = default)
    {
        if (!Caller().TryGet(out var caller, out var error))
        {
            return error;
        }

        var whole = new SetProfileRequest(
            request.Name, request.GivenName, request.FamilyName, request.AvatarUrl, request.Locale, request.TimeZone, request.Phone,
            request.Bio, request.Links, Writable: request.Writable);
        return await unitOfWork.RunAsync(
            ct => changeProfile.RunAsync(caller.UserId, whole, byUser: true, ifVersion, ct), cancellationToken).ConfigureAwait(false);
    }

    public Task<Result<IReadOnlyList<UserEmail>>> ListEmailsAsync(CancellationToken cancellationToken = default) =>
        emails.ListAsync(cancellationToken);

    public Task<Result<UserEmail>> AddEmailAsync(AddEmailRequest request, CancellationToken cancellationToken = default) =>
        addEmail.RunAsync(request, cancellationToken);

    public Task<Result> RemoveEmailAsync(string email, CancellationToken cancellationToken = default) =>
        removeEmail.RunAsync(email, cancellationToken);

    public Task<Result<UserEmail>> MakeEmailPrimaryAsync(string email, CancellationToken cancellationToken = default) =>
        makeEmailPrimary.RunAsync(email, cancellationToken);

    public Task<Result> WithdrawEmailChangeAsync(string email, CancellationToken cancellationToken = default) =>
        makeEmailPrimary.WithdrawAsync(email, cancellationToken);

    public Task<Result<UserEmail>> VerifyEmailAsync(
        string email, VerifyEmailRequest request, CancellationToken cancellationToken = default) =>
        verifyEmail.RunAsync(email, request, cancellationToken);

    public Task<Result> SetPasswordAsync(SetPasswordRequest request, CancellationToken cancellationToken = default) =>
        changePassword.RunAsync(request, cancellationToken);

    public Task<Result<AccountDeletion>> PreviewDeletionAsync(CancellationToken cancellationToken = default) => delete.PreviewAsync(cancellationToken);

    public Task<Result> DeleteAsync(DeleteMeRequest request, CancellationToken cancellationToken = default) => delete.RunAsync(request, cancellationToken);

    public async Task<Result<AccountExport>> ExportAsync(CancellationToken cancellationToken = default) =>
        (await GetAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var me, out var refusal)
            ? await export.RunAsync(me, cancellationToken).ConfigureAwait(false)
            : refusal;

    private async Task<Profile> ProfileOfAsync(UserAccount user, CancellationToken cancellationToken) =>
        (await profiles.FindAsync(user.Id, cancellationToken).ConfigureAwait(false) ?? new ProfileEntry { UserId = user.Id })
            .ToContract(user, withPrivate: false);

    private Result<Actor.User> Caller() => Caller(call);

    /// <summary>The user that calls, when nobody acts as them: for what outlasts that, or is the key to the account.</summary>
    internal static Result<Actor.User> Themselves(CallContext call) =>
        call.Actor is Actor.User { Impersonator: not null } ? Refusals.Impersonated : Caller(call);

    /// <summary>The user that calls.</summary>
    internal static Result<Actor.User> Caller(CallContext call) => call.Actor switch
    {
        Actor.User user => user,
        Actor.Anonymous => Refusals.Unauthenticated,
        _ => Refusals.UserRequired,
    };
}
