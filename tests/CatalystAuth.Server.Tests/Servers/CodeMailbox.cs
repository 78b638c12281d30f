using System.Collections.Concurrent;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Server.Tests.Servers;

/// <summary>Keeps the last code that went to each address.</summary>
public sealed class CodeMailbox : IEmailVerificationSender
{
    private readonly ConcurrentDictionary<string, string> _codes = new(StringComparer.Ordinal);

    public string CodeOf(string address) => _codes[address];

    public Task SendAsync(string address, string code, CancellationToken cancellationToken)
    {
        _codes[address] = code;
        return Task.CompletedTask;
    }
}
