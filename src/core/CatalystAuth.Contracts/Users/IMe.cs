using CatalystAuth.Contracts.Devices;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;

namespace CatalystAuth.Contracts.Users;

/// <summary>What a signed-in user reads and does about themselves.</summary>
public interface IMe
{
    /// <summary>The user. <c>GET /v1/me</c></summary>
    Task<Result<Me>> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Merged labels, roles and permissions in an organisation, each with where it came from. <c>GET /v1/me/effective?org=</c></summary>
    Task<Result<EffectiveUser>> EffectiveAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>Why the caller does or does not hold a permission in an organisation. <c>GET /v1/me/explain?org=&amp;permission=</c></summary>
    Task<Result<Explanation>> ExplainAsync(OrgRef org, string permission, CancellationToken cancellationToken = default);

    /// <summary>The user's live sessions, newest first. <c>GET /v1/me/sessions</c></summary>
    Task<Result<IReadOnlyList<Session>>> ListSessionsAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends one of the user's sessions; its tokens die with it. <c>DELETE /v1/me/sessions/{id}</c></summary>
    Task<Result> RevokeSessionAsync(SessionId session, CancellationToken cancellationToken = default);

    /// <summary>Ends the user's sessions but the one of this call. <c>POST /v1/me/sessions/revoke-others</c></summary>
    Task<Result<RevokedSessions>> RevokeOtherSessionsAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends all of the user's sessions, also the one of this call. <c>POST /v1/me/sessions/revoke-all</c></summary>
    Task<Result<RevokedSessions>> RevokeAllSessionsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The devices that the user signed in with in the last 400 days, at most 200, the last used first. <c>GET /v1/me/devices</c>
    /// </summary>
    Task<Result<IReadOnlyList<Device>>> ListDevicesAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Forgets one: it needs a second factor again, and counts as new at its next sign-in. Its sessions go on. <c>DELETE /v1/me/devices/{id}</c>
    /// </summary>
    Task<Result> ForgetDeviceAsync(DeviceId device, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sets the password, with the one before as proof, or with a fresh proof when there is none; other sessions end. <c>PUT /v1/me/password</c>
    /// </summary>
    Task<Result> SetPasswordAsync(SetPasswordRequest request, CancellationToken cancellationToken = default);

    /// <summary>What deleting the account would do to organisations. <c>GET /v1/me/deletion</c></summary>
    Task<Result<AccountDeletion>> PreviewDeletionAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// What is known of the user: account, addresses, factors and keys without secrets, sessions, devices, the newest audit records. It is mailed to
    /// them that it was taken out. <c>GET /v1/me/export</c>
    /// </summary>
    Task<Result<AccountExport>> ExportAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes the account; its tokens die at once. <c>DELETE /v1/me</c></summary>
    Task<Result> DeleteAsync(DeleteMeRequest request, CancellationToken cancellationToken = default);

    /// <summary>The profile, without its private part. <c>GET /v1/me/profile</c></summary>
    Task<Result<Profile>> GetProfileAsync(CancellationToken cancellationToken = default);

    /// <summary>Replaces what the user may write of the profile. <c>PUT /v1/me/profile</c></summary>
    Task<Result<Profile>> SetProfileAsync(
        SetMyProfileRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>The user's addresses, oldest first. <c>GET /v1/me/emails</c></summary>
    Task<Result<IReadOnlyList<UserEmail>>> ListEmailsAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds an address and sends a code there; to an unproven one that is there already, another code. <c>POST /v1/me/emails</c></summary>
    Task<Result<UserEmail>> AddEmailAsync(AddEmailRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes an address, named by id or as it is. <c>DELETE /v1/me/emails/{email}</c></summary>
    Task<Result> RemoveEmailAsync(string email, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a proven address the primary one, or asks the one that is to agree; after <see cref="EmailChange.PossibleFrom"/> makes it so without.
    /// <c>POST /v1/me/emails/{email}/primary</c>
    /// </summary>
    Task<Result<UserEmail>> MakeEmailPrimaryAsync(string email, CancellationToken cancellationToken = default);

    /// <summary>Takes a change back that waits. <c>DELETE /v1/me/emails/{email}/primary</c></summary>
    Task<Result> WithdrawEmailChangeAsync(string email, CancellationToken cancellationToken = default);

    /// <summary>Proves the mailbox with the code. <c>POST /v1/me/emails/{email}/verify</c></summary>
    Task<Result<UserEmail>> VerifyEmailAsync(string email, VerifyEmailRequest request, CancellationToken cancellationToken = default);
}
