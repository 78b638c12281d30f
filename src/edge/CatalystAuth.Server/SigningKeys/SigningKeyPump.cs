using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Server.Hosting;

namespace CatalystAuth.Server.SigningKeys;

/// <summary>Rotates signing keys that are due. Also at start: a setting may say another algorithm.</summary>
internal sealed class SigningKeyPump(IServiceScopeFactory scopes, TimeProvider time, ILogger<SigningKeyPump> logger) : HourlyPump(scopes, time, logger)
{
    protected override async Task RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<RotateSigningKeys>().RunDueAsync(cancellationToken);
        await services.GetRequiredService<LoadSigningKeys>().ReloadAsync(cancellationToken);
    }
}
