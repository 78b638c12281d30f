using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Devices;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Client.Users;

/// <summary>The signed-in user over HTTP.</summary>
internal sealed class MeClient(AuthorizedTransport calls) : IMe
{
    public Task<Result<Me>> GetAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<Me>(ApiCall.Get("/v1/me"), cancellationToken);

    public Task<Result<EffectiveUser>> EffectiveAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<EffectiveUser>(ApiCall.Get(Route.Of($"/v1/me/effective?org={org}")), cancellationToken);

    public Task<Result<Explanation>> ExplainAsync(OrgRef org, string permission, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Explanation>(ApiCall.Get(Route.Of($"/v1/me/explain?org={org}&permission={permission}")), cancellationToken);

    public Task<Result<IReadOnlyList<Session>>> ListSessionsAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<Session>>(ApiCall.Get("/v1/me/sessions"), cancellationToken);

    public Task<Result> RevokeSessionAsync(SessionId session, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/me/sessions/{session}")), cancellationToken);

    public Task<Result<RevokedSessions>> RevokeOtherSessionsAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<RevokedSessions>(ApiCall.Post("/v1/me/sessions/revoke-others"), cancellationToken);

    public Task<Result<RevokedSessions>> RevokeAllSessionsAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<RevokedSessions>(ApiCall.Post("/v1/me/sessions/revoke-all"), cancellationToken);

    public Task<Result<IReadOnlyList<Device>>> ListDevicesAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<Device>>(ApiCall.Get("/v1/me/devices"), cancellationToken);

    public Task<Result> ForgetDeviceAsync(DeviceId device, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/me/devices/{device}")), cancellationToken);

    public Task<Result> SetPasswordAsync(SetPasswordRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Put("/v1/me/password", request), cancellationToken);

    public Task<Result<AccountDeletion>> PreviewDeletionAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<AccountDeletion>(ApiCall.Get("/v1/me/deletion"), cancellationToken);

    public async Task<Result<AccountExport>> ExportAsync(CancellationToken cancellationToken = default)
    {
        var opened = await calls.OpenAsync(ApiCall.Stream("/v1/me/export"), cancellationToken).ConfigureAwait(false);
        if (!opened.TryGet(out var response, out var refusal))
        {
            return refusal;
        }

        var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new AccountExport(
            new DownloadStream(response, content), response.Content.Headers.ContentDisposition?.FileName?.Trim('"') ?? "account.json");
    }

    public Task<Result> DeleteAsync(DeleteMeRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete("/v1/me", request), cancellationToken);

    public Task<Result<Profile>> GetProfileAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<Profile>(ApiCall.Get("/v1/me/profile"), cancellationToken);

    public Task<Result<Profile>> SetProfileAsync(
        SetMyProfileRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Profile>(ApiCall.Put("/v1/me/profile", request, ifVersion), cancellationToken);

    public Task<Result<IReadOnlyList<UserEmail>>> ListEmailsAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<UserEmail>>(ApiCall.Get("/v1/me/emails"), cancellationToken);

    public Task<Result<UserEmail>> AddEmailAsync(AddEmailRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<UserEmail>(ApiCall.Post("/v1/me/emails", request), cancellationToken);

    public Task<Result> RemoveEmailAsync(string email, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/me/emails/{email}")), cancellationToken);

    public Task<Result<UserEmail>> MakeEmailPrimaryAsync(string email, CancellationToken cancellationToken = default) =>
        calls.CallAsync<UserEmail>(ApiCall.Post(Route.Of($"/v1/me/emails/{email}/primary")), cancellationToken);

    public Task<Result> WithdrawEmailChangeAsync(string email, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/me/emails/{email}/primary")), cancellationToken);

    public Task<Result<UserEmail>> VerifyEmailAsync(
        string email, VerifyEmailRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<UserEmail>(ApiCall.Post(Route.Of($"/v1/me/emails/{email}/verify"), request), cancellationToken);
}
