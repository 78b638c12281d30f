using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace CatalystAuth.Testing.Tls;

/// <summary>Speaks TLS for a server that does not, with a certificate of the test's choice.</summary>
public sealed class TlsFront : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly int _to;
    private readonly Task _accepting;

    /// <summary>Begins.</summary>
    /// <param name="certificate">What it shows; it is disposed of with this.</param>
    /// <param name="server">The server on this machine that it speaks for.</param>
    /// <param name="name">The name in its URL.</param>
    public TlsFront(X509Certificate2 certificate, Uri server, string name)
    {
        (_certificate, _to) = (certificate, server.Port);
        _listener.Start();
        Url = new($"https://{name}:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>Where it is.</summary>
    public Uri Url { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carried = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                carried.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
        }

        await Task.WhenAll(carried);
    }

    private async Task CarryAsync(TcpClient near)
    {
        using (near)
        using (var far = new TcpClient())
        {
            try
            {
                await using var secret = new SslStream(near.GetStream());
                await secret.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                await far.ConnectAsync(IPAddress.Loopback, _to, _stop.Token);
                await Task.WhenAny(secret.CopyToAsync(far.GetStream(), _stop.Token), far.GetStream().CopyToAsync(secret, _stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or AuthenticationException)
            {
                // Whoever called did not like the certificate, or went.
            }
        }
    }
}
