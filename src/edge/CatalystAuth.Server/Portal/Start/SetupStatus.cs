using CatalystAuth.Core.Users;

namespace CatalystAuth.Server.Portal.Start;

/// <summary>Whether there is a platform admin. Once there is one there always was, so it is asked until then.</summary>
internal sealed class SetupStatus
{
    private volatile bool _isDone;

    public async Task<bool> IsDoneAsync(IUserStore users, CancellationToken cancellationToken) =>
        _isDone || (_isDone = await users.AnyPlatformAdminAsync(cancellationToken));
}
