using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Mail;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Server.Tests.Mail;

/// <summary>From the transaction to a real SMTP server.</summary>
public abstract class MailDeliveryTests : IAsyncLifetime
{
    private const string Code = "73519264";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly TurnedClock _clock = new(TimeProvider.System.GetUtcNow());
    private readonly List<IAsyncDisposable> _parts = [];

    private static string NewAddress => $"{Guid.NewGuid():N}@example.com";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _parts.Reverse();
        foreach (var part in _parts)
        {
            await part.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_mail_arrives_once_with_both_parts_and_says_that_a_machine_sent_it()
    {
        var sink = Add(SmtpSink.Start());
        var server = await StartAsync(MailCalls.To(sink.Port));
        var to = NewAddress;

        await server.EnqueueAsync(queue => queue.Enqueue(new(to, "Ada"), Sign()));

        var mail = (await sink.ToAsync(to)).ShouldHaveSingleItem();
        mail.Subject.ShouldBe("Your sign-in code for Acme Cloud");
        mail.ContentType.ShouldBe("multipart/alternative");
        mail.Text.ShouldContain(Code);
        mail.Html.ShouldContain(Code);
        mail.Header("From").ShouldBe("Acme Accounts <accounts@acme.test>");
        mail.Header("To").ShouldBe($"Ada <{to}>");
        mail.Header("Message-Id").ShouldEndWith("@acme.test>");
        mail.Header("Auto-Submitted").ShouldBe("auto-generated");
        mail.Header("Content-Language").ShouldBe("en");
        await Eventually.BeAsync(async () => await server.CountWaitingAsync() == 0, Soon);
        sink.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Pages_and_mails_are_of_one_name()
    {
        var sink = Add(SmtpSink.Start());
        var server = await StartAsync(MailCalls.To(sink.Port));
        foreach (var path in new[] { "/", "/sign-in", "/forward-auth/signed-out", "/account/nothing" })
        {
            using var http = server.NewHttpClient();
            http.DefaultRequestHeaders.Add("Accept", "text/html");
            var page = await new Caller(http, null).GetAsync(path);

            page.Body.ShouldContain("Acme Cloud</title>", customMessage: path);
            page.Body.ShouldContain("height=\"36\">Acme Cloud</a>", customMessage: path);
        }
    }

    [Fact]
    public async Task Many_mails_go_by_few_connections()
    {
        var sink = Add(SmtpSink.Start());
        var server = await StartAsync(MailCalls.To(sink.Port, ("Smtp:MaxConnections", "2")));

        await server.EnqueueAsync(queue => Enumerable.Range(0, 40).ToList().ForEach(_ => queue.Enqueue(new(NewAddress), Sign())));

        await Eventually.BeAsync(async () => await server.CountWaitingAsync() == 0, Soon);
        sink.Mails.Count.ShouldBe(40);
        sink.Connections.ShouldBeLessThanOrEqualTo(6);
    }

    [Fact]
    public async Task A_mail_of_a_change_that_did_not_happen_is_never_sent()
    {
        var sink = Add(SmtpSink.Start());
        var server = await StartAsync(MailCalls.To(sink.Port));
        var (lost, sent) = (NewAddress, NewAddress);

        await server.EnqueueAsync(queue => queue.Enqueue(new(lost), Sign()), commits: false);
        await server.EnqueueAsync(queue => queue.Enqueue(new(sent), Sign()));

        (await sink.ToAsync(sent)).Count.ShouldBe(1);
        sink.Mails.ShouldNotContain(mail => mail.To == lost);
    }

    [Fact]
    public async Task It_signs_in_to_the_server_and_a_wrong_password_keeps_mails_waiting_and_is_in_no_log()
    {
        var sink = Add(SmtpSink.Start(login: ("catalyst", "right-password")));
        var good = await StartAsync(MailCalls.To(sink.Port, ("Smtp:User", "catalyst"), ("Smtp:Password", "right-password")));
        var bad = await StartAsync(MailCalls.To(sink.Port, ("Smtp:User", "catalyst"), ("Smtp:Password", "wrong-password")));
        var (sent, kept) = (NewAddress, NewAddress);

        await good.EnqueueAsync(queue => queue.Enqueue(new(sent), Sign()));
        await bad.EnqueueAsync(queue => queue.Enqueue(new(kept), Sign()));

        (await sink.ToAsync(sent)).Count.ShouldBe(1);
        await LogAsync(bad, "Mails can't be sent now");
        (await bad.CountWaitingAsync()).ShouldBe(1);
        sink.Mails.ShouldNotContain(mail => mail.To == kept);
        bad.Log.Lines.ShouldNotContain(line => line.Contains("wrong-password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_server_missed_that_was_away_it_gets_when_it_is_back()
    {
        var port = FreePort.Next();
        var server = await StartAsync(MailCalls.To(port));
        var to = NewAddress;
        await server.EnqueueAsync(queue => queue.Enqueue(new(to), Sign()));
        await LogAsync(server, "Mails can't be sent now");
        await server.EnqueueAsync(queue => queue.Enqueue(new(to), Sign()));

        var sink = Add(SmtpSink.Start(port));

        await TurnUntilAsync(() => sink.Mails.Count >= 2, step: 2);
        await Eventually.BeAsync(async () => await server.CountWaitingAsync() == 0, Soon);
        sink.Mails.ShouldAllBe(mail => mail.To == to);
    }

    [Fact]
    public async Task An_address_that_is_refused_for_good_is_dropped_and_one_that_is_not_taken_now_is_tried_again()
    {
        var sink = Add(SmtpSink.Start());
        var (gone, busy, fine) = (NewAddress, NewAddress, NewAddress);
        var tries = 0;
        sink.Answer = to => to == gone ? 550 : to == busy && Interlocked.Increment(ref tries) == 1 ? 451 : null;
        var server = await StartAsync(MailCalls.To(sink.Port));

        await server.EnqueueAsync(queue => new[] { gone, busy, fine }.ToList().ForEach(to => queue.Enqueue(new(to), Sign())));

        (await sink.ToAsync(fine)).Count.ShouldBe(1);
        await LogAsync(server, "refuses it for good (550)");
        await TurnUntilAsync(() => sink.Mails.Any(mail => mail.To == busy));
        await Eventually.BeAsync(async () => await server.CountWaitingAsync() == 0, Soon);
        sink.Mails.ShouldNotContain(mail => mail.To == gone);
        server.Log.Lines.ShouldNotContain(line => line.Contains(gone, StringComparison.Ordinal) || line.Contains(Code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_code_that_has_expired_is_dropped_unsent()
    {
        var sink = Add(SmtpSink.Start());
        sink.Answer = _ => 451;
        var server = await StartAsync(MailCalls.To(sink.Port));
        await server.EnqueueAsync(queue => queue.Enqueue(new(NewAddress), Sign(TimeSpan.FromMinutes(10))));
        await LogAsync(server, "is not taken now (451)");

        await TurnUntilAsync(() => server.Log.Lines.Any(line => line.Contains("is dropped: it could not be sent", StringComparison.Ordinal)));

        await Eventually.BeAsync(async () => await server.CountWaitingAsync() == 0, Soon);
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_database_has_neither_the_code_nor_the_address()
    {
        var server = await StartAsync(MailCalls.To(FreePort.Next()));
        var to = NewAddress;

        await server.EnqueueAsync(queue => queue.Enqueue(new(to, "Ada Lovelace"), Sign()));

        var row = await server.WithAsync((_, context) => context.QueuedMails.AsNoTracking().SingleAsync());
        var stored = Encoding.Latin1.GetString(row.Content);
        foreach (var secret in new[] { Code, to, "Lovelace" })
        {
            stored.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task What_a_node_had_under_way_that_died_another_sends_after_its_lease()
    {
        var sink = Add(SmtpSink.Start());
        var waiting = await StartAsync(MailCalls.To(FreePort.Next()));
        var to = NewAddress;
        await waiting.EnqueueAsync(queue => queue.Enqueue(new(to), Sign()));
        await LogAsync(waiting, "Mails can't be sent now");
        await Eventually.BeAsync(async () => await LeaseAsync(waiting) == 1, Soon);
        await StopPumpAsync(waiting);

        var next = await StartNodeAsync(waiting, MailCalls.To(sink.Port));

        _clock.Advance(TimeSpan.FromMinutes(2));
        sink.Mails.ShouldBeEmpty();
        await TurnUntilAsync(() => sink.Mails.Count > 0, step: 1);
        await Eventually.BeAsync(async () => await next.CountWaitingAsync() == 0, Soon);
        sink.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_vouches_for_gets_no_mail()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var usable = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        var sink = Add(SmtpSink.Start(certificate: usable));
        var server = await StartAsync(MailCalls.To(sink.Port, ("Smtp:Security", "startTls")));

        await server.EnqueueAsync(queue => queue.Enqueue(new(NewAddress), Sign()));

        await LogAsync(server, "SslHandshakeException");
        (await server.CountWaitingAsync()).ShouldBe(1);
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_invitation_and_a_code_arrive_in_the_language_of_their_reader_and_in_the_look_of_the_organisation()
    {
        var sink = Add(SmtpSink.Start());
        var server = await StartAsync(MailCalls.To(sink.Port));
        var ada = await server.SignUpAsync();
        (await ada.PutAsync("/v1/me/profile", new { name = "Ada", locale = "de-AT" })).ShouldBe(HttpStatusCode.OK);
        var org = (await ada.PostAsync("/v1/orgs", new { name = "Bergwerk" })).Text("id");
        ada = await server.EnterAsync(ada, org);
        (await ada.PatchAsync($"/v1/orgs/{org}/profile", new { colors = new { primary = "#0a7d4f" } })).ShouldBe(HttpStatusCode.OK);
        var (guest, other) = (NewAddress, NewAddress);

        var made = await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = guest, role = "viewer" });
        made.ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync("/v1/me/emails", new { address = other })).ShouldBe(HttpStatusCode.Created);

        var invitation = (await sink.ToAsync(guest)).ShouldHaveSingleItem();
        invitation.Subject.ShouldBe("Ada lädt dich zu Bergwerk ein");
        invitation.Html.ShouldContain("#0a7d4f");
        var token = invitation.Text.Split("#token=")[1].Split('\n')[0].Trim();
        token.ShouldNotBe(made.Text("token"));
        (await server.Anonymous().PostAsync("/v1/invitations/preview", new { token })).Text("status").ShouldBe("pending");
        var code = (await sink.ToAsync(other)).ShouldHaveSingleItem();
        code.Subject.ShouldBe("Bestätige deine E-Mail-Adresse für Acme Cloud");
        (await ada.PostAsync($"/v1/me/emails/{other}/verify", new { code = code.Text.Split("\n    ")[1].Split('\n')[0].Trim() })).ShouldBe(HttpStatusCode.OK);
    }

    protected abstract TestServer New(Dictionary<string, string?> mail, FakeTimeProvider? clock);

    protected abstract TestServer NewNode(TestServer first, Dictionary<string, string?> mail, FakeTimeProvider? clock);

    private SignInCodeMail Sign(TimeSpan? life = null) => new(Code, _clock.GetUtcNow() + (life ?? TimeSpan.FromHours(1)));

    private T Add<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }

    private async Task<TestServer> StartAsync(Dictionary<string, string?> mail)
    {
        var server = Add(New(mail, _clock));
        await server.InitializeAsync();
        return server;
    }

    private async Task<TestServer> StartNodeAsync(TestServer first, Dictionary<string, string?> mail)
    {
        var server = Add(NewNode(first, mail, _clock));
        await server.InitializeAsync();
        return server;
    }

    // Slowly where it is counted: a lease of three minutes must not be over before a mail is sent.
    private async Task TurnUntilAsync(Func<bool> isSo, int step = 5) => await Eventually.BeAsync(
        () =>
        {
            if (!isSo())
            {
                _clock.Advance(TimeSpan.FromSeconds(step));
            }

            return Task.FromResult(isSo());
        },
        Soon);

    private static Task LogAsync(TestServer server, string words) => Eventually.BeAsync(
        () => Task.FromResult(server.Log.Lines.Any(line => line.Contains(words, StringComparison.Ordinal))), Soon);

    private async Task<int> LeaseAsync(TestServer server)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
        return (await scope.ServiceProvider.GetRequiredService<MailWork>().LeaseAsync("dead", 10, CancellationToken.None)).Count;
    }

    private static async Task StopPumpAsync(TestServer server)
    {
        var pump = server.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<CatalystAuth.Mail.Dispatch.MailPump>().Single();
        await pump.StopAsync(CancellationToken.None);
    }
}

public sealed class SqliteMailDeliveryTests : MailDeliveryTests
{
    protected override TestServer New(Dictionary<string, string?> mail, FakeTimeProvider? clock) => new SqliteMailServer(mail, clock);

    protected override TestServer NewNode(TestServer first, Dictionary<string, string?> mail, FakeTimeProvider? clock)
    {
        mail["ConnectionStrings:Catalyst"] = $"Data Source={first.Settings["Catalyst:DataDirectory"]}/catalyst.db";
        return new SqliteMailServer(mail, clock);
    }
}

public sealed class PostgresMailDeliveryTests : MailDeliveryTests
{
    [Fact]
    public async Task Two_nodes_share_what_is_in_line_and_send_nothing_twice()
    {
        await using var sink = SmtpSink.Start();
        await using var first = new PostgresMailServer(MailCalls.To(sink.Port), clock: null);
        await first.InitializeAsync();
        await using var second = new PostgresMailServer(MailCalls.To(sink.Port), clock: null, first);
        await second.InitializeAsync();

        var expires = TimeProvider.System.GetUtcNow().AddHours(1);
        await first.EnqueueAsync(queue => Enumerable.Range(0, 200).ToList().ForEach(number =>
            queue.Enqueue(new($"{number}@example.com"), new SignInCodeMail("12345678", expires))));
        second.Services.GetRequiredService<MailSignal>().Signal();

        await Eventually.BeAsync(async () => await first.CountWaitingAsync() == 0, TimeSpan.FromMinutes(1));
        sink.Mails.Count.ShouldBe(200);
        sink.Mails.Select(mail => mail.Header("Message-Id")).Distinct().Count().ShouldBe(200);
    }

    protected override TestServer New(Dictionary<string, string?> mail, FakeTimeProvider? clock) => new PostgresMailServer(mail, clock);

    protected override TestServer NewNode(TestServer first, Dictionary<string, string?> mail, FakeTimeProvider? clock) =>
        new PostgresMailServer(mail, clock, first);
}
