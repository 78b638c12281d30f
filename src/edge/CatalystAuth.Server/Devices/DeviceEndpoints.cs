using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Devices;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Devices;

internal static class DeviceEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/v1/me/devices").RequireAuthorization().WithTags("Me");

        mine.MapGet("/", (ICatalyst catalyst, CancellationToken ct) => catalyst.Me.ListDevicesAsync(ct).ToOk())
            .Answers<IReadOnlyList<Device>>().Refuses(401, 403).Describes("listMyDevices", "The devices that the user signed in with, the last used first.");

        mine.MapDelete("/{device}", (DeviceId device, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Me.ForgetDeviceAsync(device, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("forgetMyDevice", "Forget a device: it needs a second factor again.");
    }
}
