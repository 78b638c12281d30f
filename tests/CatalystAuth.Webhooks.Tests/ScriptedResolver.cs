using System.Net;
using System.Net.Sockets;
using CatalystAuth.Webhooks.Outbound;

namespace CatalystAuth.Webhooks.Tests;

/// <summary>A name server that gives the next of its answers each time, and the last one for ever.</summary>
internal sealed class ScriptedResolver(params string[][] answers) : INameResolver
{
    private int _asked;

    public int Asked => _asked;

    public SocketException? Failure { get; init; }

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var at = Math.Min(Interlocked.Increment(ref _asked), answers.Length) - 1;
        return Failure is null ? Task.FromResult(Array.ConvertAll(answers[at], IPAddress.Parse)) : Task.FromException<IPAddress[]>(Failure);
    }
}
