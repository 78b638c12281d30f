using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace CatalystAuth.Testing.Mail;

/// <summary>A real SMTP server on this machine that keeps what it gets, and that can be told what to refuse.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedMail> _mails = new();
    private readonly ConcurrentDictionary<string, bool> _sessions = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private SmtpSink(int port, (string User, string Password)? login, X509Certificate2? certificate)
    {
        Port = port;
        var options = new SmtpServerOptionsBuilder().ServerName("sink.test").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port)).AllowUnsecureAuthentication(true).AuthenticationRequired(login is not null);
            if (certificate is not null)
            {
                endpoint.Certificate(certificate);
            }
        }).Build();
        var provider = new ServiceProvider();
        provider.Add(new Store(this));
        provider.Add((IMailboxFilter)new Filter(this));
        provider.Add((IUserAuthenticator)new DelegatingUserAuthenticator((user, password) => login == (user, password)));
        _running = new SmtpServer.SmtpServer(options, provider).StartAsync(_stop.Token);
    }

    public int Port { get; }

    /// <summary>What it took, the oldest first.</summary>
    public IReadOnlyCollection<ReceivedMail> Mails => _mails;

    /// <summary>How many connections mails came by.</summary>
    public int Connections => _sessions.Count;

    /// <summary>The reply code for a recipient; null to take the mail.</summary>
    public Func<string, int?> Answer { get; set; } = _ => null;

    public static SmtpSink Start(int? port = null, (string User, string Password)? login = null, X509Certificate2? certificate = null) =>
        new(port ?? FreePort.Next(), login, certificate);

    /// <summary>Waits for the mails to an address.</summary>
    public Task<IReadOnlyList<ReceivedMail>> ToAsync(string address, int count = 1) => Eventually.LastAsync<IReadOnlyList<ReceivedMail>>(
        () => Task.FromResult<IReadOnlyList<ReceivedMail>>([.. _mails.Where(mail => mail.To == address)]), mails => mails.Count >= count, TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
        }

        _stop.Dispose();
    }

    private sealed class Filter(SmtpSink sink) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            sink.Answer(to.AsAddress()) is { } code
                ? throw new SmtpResponseException(new SmtpResponse((SmtpReplyCode)code, "not now or never"))
                : Task.FromResult(true);
    }

    private sealed class Store(SmtpSink sink) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            var bytes = buffer.ToArray();
            using var stream = new MemoryStream(bytes);
            using var message = await MimeMessage.LoadAsync(stream, cancellationToken);
            sink._sessions[context.SessionId.ToString()] = true;
            foreach (var to in transaction.To)
            {
                sink._mails.Enqueue(new(
                    to.AsAddress(), message.Subject!, message.TextBody!, message.HtmlBody!, message.Body!.ContentType.MimeType,
                    [.. message.Headers.Concat(message.Body!.Headers).Select(header => (header.Field, header.Value))], Encoding.UTF8.GetString(bytes)));
            }

            return SmtpResponse.Ok;
        }
    }
}
