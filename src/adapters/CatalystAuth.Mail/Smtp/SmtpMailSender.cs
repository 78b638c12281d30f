using System.Globalization;
using System.Net.Sockets;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Mail;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Mail.Smtp;

/// <summary>Sends by SMTP, all mails of a scope by one connection.</summary>
internal sealed class SmtpMailSender(IOptions<SmtpOptions> smtp, MimeWriter mime) : IMailSender, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private SmtpClient? _client;

    public async Task<MailReceipt> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var message = mime.Write(mail);

        // By the real clock, as the network is.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(smtp.Value.Timeout);
        try
        {
            var client = await ConnectAsync(limit.Token).ConfigureAwait(false);
            await client.SendAsync(message, limit.Token).ConfigureAwait(false);
            return new(MailOutcome.Sent);
        }
        catch (SmtpCommandException e) when (e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted)
        {
            var code = (int)e.StatusCode;
            return new(code >= 500 ? MailOutcome.Refused : MailOutcome.Deferred, code);
        }
        catch (SmtpCommandException e)
        {
            // Whatever the mail: the sender is not welcome, or the server is about to go. What it said may name people, so not its words.
            Drop();
            throw new InfraException(string.Create(CultureInfo.InvariantCulture, $"The SMTP server answers {(int)e.StatusCode} ({e.ErrorCode})."));
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or AuthenticationException or SslHandshakeException
            or NotSupportedException or ServiceNotConnectedException or ServiceNotAuthenticatedException)
        {
            Drop();
            throw new InfraException($"The SMTP server {smtp.Value.Host} can't be used: {e.GetType().Name}.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            Drop();
            throw new InfraException($"The SMTP server {smtp.Value.Host} did not answer within {smtp.Value.Timeout}.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { IsConnected: true } client)
        {
            using var limit = new CancellationTokenSource(Farewell);
            try
            {
                await client.DisconnectAsync(quit: true, limit.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or SocketException or ProtocolException or OperationCanceledException)
            {
                // All was said.
            }
        }

        Drop();
    }

    public void Dispose() => Drop();

    private async Task<SmtpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_client is { IsConnected: true } client)
        {
            return client;
        }

        Drop();
        var options = smtp.Value;
        client = _client = new SmtpClient { Timeout = (int)options.Timeout.TotalMilliseconds };
        var (security, port) = options.Security switch
        {
            SmtpSecurity.Tls => (SecureSocketOptions.SslOnConnect, 465),
            SmtpSecurity.None => (SecureSocketOptions.None, 25),
            _ => (SecureSocketOptions.StartTls, 587),
        };
        await client.ConnectAsync(options.Host!, options.Port ?? port, security, cancellationToken).ConfigureAwait(false);
        if (!string.IsNullOrEmpty(options.User))
        {
            await client.AuthenticateAsync(options.User, options.Password!, cancellationToken).ConfigureAwait(false);
        }

        return client;
    }

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
    }
}
