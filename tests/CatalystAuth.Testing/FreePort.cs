using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace CatalystAuth.Testing;

/// <summary>
/// TCP ports on the loopback address that nobody listens on. They are below the range that the system takes the ports of outgoing
/// connections from, so none of those can get in between, also while a program that had the port is restarted.
/// </summary>
public static class FreePort
{
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>One that was not given before in this process.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(Lowest, Highest);
            if (IsFree(port) && Given.TryAdd(port, true))
            {
                return port;
            }
        }

        throw new InvalidOperationException("There is no free port.");
    }

    /// <summary>Whether nobody listens on it.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
