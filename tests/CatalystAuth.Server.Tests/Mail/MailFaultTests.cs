using CatalystAuth.Core.Mail;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;

namespace CatalystAuth.Server.Tests.Mail;

/// <summary>A mail that can't be handed over, by a fault that is no server's.</summary>
public sealed class MailFaultTests(MailFaultTests.OwnServer server) : IClassFixture<MailFaultTests.OwnServer>
{
    [Fact]
    public async Task Those_behind_it_go_on_and_it_waits_for_its_next_try()
    {
        var (bad, good) = ($"bad-{Guid.CreateVersion7():N}@example.com", $"good-{Guid.CreateVersion7():N}@example.com");
        server.Mails.Breaking = bad;

        await server.EnqueueAsync(queue =>
        {
            queue.Enqueue(new(bad, "Eve"), Mail());
            queue.Enqueue(new(good, "Ada"), Mail());
        });

        await Eventually.BeAsync(async () => server.Mails.Recipients.Contains(good) && await server.CountWaitingAsync() == 1, TimeSpan.FromSeconds(30));
        server.Log.Lines.ShouldContain(line => line.Contains("could not be handed over", StringComparison.Ordinal));
        server.Log.Lines.ShouldNotContain(line => line.Contains(bad, StringComparison.Ordinal));
    }

    public sealed class OwnServer : SqliteServer;

    private static SignInCodeMail Mail() => new("12345678", TimeProvider.System.GetUtcNow().AddMinutes(10));
}
