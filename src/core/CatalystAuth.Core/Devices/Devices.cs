using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Devices;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Devices;

/// <summary>
/// Knows a device again: a browser by its cookie; a program, which keeps none, by what it calls itself and its network. To who signs in with a new one
/// a mail says so.
/// </summary>
internal sealed class Devices(
    CallContext call, IKnownDeviceStore store, MailQueue mails, IUnitOfWork unitOfWork, IOptions<TokenOptions> tokens, TimeProvider time)
{
    /// <summary>How long a device needs no second factor when its user said so.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromDays(30);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);
    private const int Batch = 1000;

    /// <summary>Whether the user has said that this browser needs no second factor for a while. A program never does: what it says of itself is no secret.</summary>
    public async Task<bool> IsTrustedAsync(UserId user, CancellationToken cancellationToken) =>
        call is { IsOfBrowser: true, FlowSecret: not null }
        && await store.FindAsync(user, HashOf(call), cancellationToken).ConfigureAwait(false) is { } device && device.IsTrusted(time.Now());

    /// <summary>Notes that the user signed in with it. Part of a larger unit of work that holds the user.</summary>
    /// <param name="user">Who.</param>
    /// <param name="trusts">Whether it needs no second factor from now on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task SeeAsync(UserAccount user, bool trusts, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(call), time.Now());
        var device = await store.FindAsync(user.Id, hash, cancellationToken).ConfigureAwait(false);
        if (device is null)
        {
            if (await store.AnyAsync(user.Id, cancellationToken).ConfigureAwait(false))
            {
                mails.Enqueue(
                    MailAddress.Of(user),
                    new NewDeviceMail(UserAgents.NameOf(call.UserAgent) ?? "?", call.IpAddress, now, $"{tokens.Value.Issuer}/account/sessions"));
            }

            device = new() { Id = TypeId.New<DeviceId>(now), UserId = user.Id, Hash = hash, FirstSeenAt = now, LastSeenAt = now };
            store.Add(device);
        }

        device.LastSeenAt = now;
        device.UserAgent = UserAgents.Kept(call.UserAgent);
        device.IpAddress = call.IpAddress;
        device.TrustedUntil = trusts && call is { IsOfBrowser: true, FlowSecret: not null } ? now + Trust : device.TrustedUntil;
    }

    /// <summary>Forgets those that were not used for long.</summary>
    public Task PurgeAsync(CancellationToken cancellationToken) =>
        unitOfWork.RepeatAsync(Batch, ct => store.PurgeAsync(time.Now() - Kept, Batch, ct), cancellationToken);

    /// <summary>What tells the browser or program of a call from others. To be hashed, not to be kept.</summary>
    public static string MarkOf(CallContext call) =>
        call is { IsOfBrowser: true, FlowSecret: { } secret } ? $"browser\n{secret}" : $"program\n{call.UserAgent}\n{ClientNetwork.Of(call.IpAddress)}";

    /// <summary>What tells the browser or program of a call from others, as it is kept.</summary>
    public static byte[] HashOf(CallContext call) => SHA256.HashData(Encoding.UTF8.GetBytes(MarkOf(call)));
}
