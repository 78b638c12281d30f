using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Server.Tests.Mail;

/// <summary>A server that sends by SMTP.</summary>
internal sealed class SqliteMailServer(Dictionary<string, string?> mail, FakeTimeProvider? clock) : SqliteServer
{
    protected override bool CapturesMails => false;

    protected override FakeTimeProvider? Time => clock;

    protected override Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        mail.ToList().ForEach(setting => settings[setting.Key] = setting.Value);
        return Task.CompletedTask;
    }
}

/// <summary>A server that sends by SMTP, or another node of one.</summary>
internal sealed class PostgresMailServer(Dictionary<string, string?> mail, FakeTimeProvider? clock, TestServer? first = null) : PostgresServer
{
    protected override bool CapturesMails => false;

    protected override bool HasAdmin => first is null;

    protected override FakeTimeProvider? Time => clock;

    protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        await base.ConfigureAsync(settings);
        mail.ToList().ForEach(setting => settings[setting.Key] = setting.Value);
        if (first is not null)
        {
            settings["ConnectionStrings:Catalyst"] = first.Settings["ConnectionStrings:Catalyst"];
        }
    }
}

internal static class MailCalls
{
    /// <summary>The settings of a server that sends to a port of this machine.</summary>
    public static Dictionary<string, string?> To(int port, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Catalyst:Mail:From"] = "accounts@acme.test",
            ["Catalyst:Mail:FromName"] = "Acme Accounts",
            ["Catalyst:Product:Name"] = "Acme Cloud",
            ["Catalyst:Mail:Smtp:Host"] = "127.0.0.1",
            ["Catalyst:Mail:Smtp:Port"] = $"{port}",
            ["Catalyst:Mail:Smtp:Security"] = "none",
            ["Catalyst:Flows:VerifyEmail"] = "never",
        };
        more.ToList().ForEach(setting => settings[$"Catalyst:Mail:{setting.Key}"] = setting.Value);
        return settings;
    }

    /// <summary>Puts mails in line, in one transaction.</summary>
    public static async Task EnqueueAsync(this TestServer server, Action<MailQueue> enqueue, bool commits = true)
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
        var queue = scope.ServiceProvider.GetRequiredService<MailQueue>();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync<bool>(
            _ =>
            {
                enqueue(queue);
                return Task.FromResult<Result<bool>>(commits ? true : new Error("test.refused", "No.", ErrorKind.Invalid));
            },
            CancellationToken.None);
    }

    public static async Task<int> CountWaitingAsync(this TestServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<MailWork>().ObserveAsync(CancellationToken.None)).Count;
    }
}
