using System.Collections.Concurrent;
using CatalystAuth.Core.Mail;
using CatalystAuth.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Servers;

/// <summary>Keeps the mails that a server sends. Reading waits for what was put in line before.</summary>
public sealed class CapturedMails(TestServer server) : IMailSender
{
    private readonly ConcurrentQueue<OutgoingMail> _mails = new();

    /// <summary>The address to which sending fails, as by a fault of the sender.</summary>
    public string? Breaking { get; set; }

    /// <summary>To whom mails went until now.</summary>
    public IEnumerable<string> Recipients => _mails.Select(mail => mail.To.Address);

    public Task<MailReceipt> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        if (mail.To.Address == Breaking)
        {
            throw new FormatException("This mail can't be written.");
        }

        _mails.Enqueue(mail);
        return Task.FromResult(new MailReceipt(MailOutcome.Sent));
    }

    /// <summary>The mails to an address, in the order that they were written in; they may leave in another.</summary>
    public async Task<IReadOnlyList<OutgoingMail>> ToAsync(string address)
    {
        await server.SettleMailsAsync();
        return [.. _mails.Where(mail => mail.To.Address == address).OrderBy(mail => WrittenAt(mail.Id), StringComparer.Ordinal)];
    }

    /// <summary>The code of the last mail to an address that has one.</summary>
    public async Task<string> CodeToAsync(string address)
    {
        string? code = null;
        await Eventually.BeAsync(
            async () => (code = (await ToAsync(address)).Select(mail => mail.Text.Split('\n').SingleOrDefault(IsCode)).LastOrDefault(found => found is not null)) is not null,
            TimeSpan.FromSeconds(30));
        return code!.Trim();
    }

    /// <summary>The token in the link of the last mail to an address that has one.</summary>
    public async Task<string> TokenToAsync(string address) =>
        (await ToAsync(address)).Last(mail => mail.Text.Contains("#token=", StringComparison.Ordinal)).Text.Split("#token=")[1].Split('\n')[0];

    // The milliseconds of a UUIDv7. Of the same one, as where the clock stands still, they stay as they left.
    private static string WrittenAt(MailId id) => Convert.ToHexString(id.Value.ToByteArray(bigEndian: true), 0, 6);

    private static bool IsCode(string line) => line.StartsWith("    ", StringComparison.Ordinal);
}

internal static class MailServers
{
    /// <summary>Waits until all mails that are in line now have left it.</summary>
    public static Task SettleMailsAsync(this TestServer server)
    {
        var time = server.Services.GetRequiredService<TimeProvider>();
        var asked = time.GetUtcNow();
        return Eventually.BeAsync(
            async () =>
            {
                await using var scope = server.Services.CreateAsyncScope();
                var now = time.GetUtcNow();
                var backlog = await scope.ServiceProvider.GetRequiredService<MailWork>().ObserveAsync(CancellationToken.None);
                return backlog.Count == 0 || (backlog.Oldest > TimeSpan.Zero && now - backlog.Oldest > asked);
            },
            TimeSpan.FromMinutes(1));
    }
}
