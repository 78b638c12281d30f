using System.Collections.Concurrent;
using CatalystAuth.Contracts.AppSessions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>The sessions at the edge, in memory: a code or a handle is what a test says it is.</summary>
public sealed class FakeSessions : IAppSessions
{
    private static readonly Error Refused = new(AppSessionErrorCodes.Ended, "It has ended.", ErrorKind.Unauthenticated);

    private readonly ConcurrentDictionary<string, (AppPlace Place, Func<AccessToken> Claims)> _sessions = new();
    private readonly ConcurrentDictionary<string, (byte[] NonceHash, AppPlace Place, Func<AccessToken> Claims)> _codes = new();
    private int _opened;

    /// <summary>How often a session was read.</summary>
    public int Opened => Volatile.Read(ref _opened);

    public List<string> Ended { get; } = [];

    /// <summary>Lets opening take as long as the test wants.</summary>
    public Func<Task> BeforeOpen { get; set; } = () => Task.CompletedTask;

    /// <summary>What happens between reading a session and telling of it.</summary>
    public Action AfterOpen { get; set; } = () => { };

    /// <summary>Lets what was read be told as late as the test wants.</summary>
    public Func<Task> BeforeTell { get; set; } = () => Task.CompletedTask;

    /// <summary>What those that live are refused with; null for nothing.</summary>
    public Error? Refusal { get; set; }

    /// <summary>The handle of the next one that begins; null for a new one.</summary>
    public string? NextHandle { get; set; }

    public string Begin(AppPlace place, Func<AccessToken> claims)
    {
        var handle = NextHandle ?? OpaqueSecret.New();
        NextHandle = null;
        _sessions[handle] = (place, claims);
        return handle;
    }

    public string NewCode(byte[] nonceHash, AppPlace place, Func<AccessToken> claims)
    {
        var code = OpaqueSecret.New();
        _codes[code] = (nonceHash, place, claims);
        return code;
    }

    public void Forget(string handle) => _sessions.TryRemove(handle, out _);

    public Task<Result<NewAppSession>> RedeemAsync(string code, byte[] nonceHash, AppPlace place, CancellationToken cancellationToken) =>
        Task.FromResult<Result<NewAppSession>>(
            _codes.TryRemove(code, out var found) && found.NonceHash.SequenceEqual(nonceHash) && found.Place == place
                ? new NewAppSession(Begin(place, found.Claims), DateTimeOffset.MaxValue)
                : Refused);

    public async Task<Result<AccessToken>> OpenAsync(string handle, AppPlace place, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opened);
        await BeforeOpen();
        Result<AccessToken> read = !_sessions.TryGetValue(handle, out var found) || found.Place != place ? Refused
            : Refusal is { } refusal ? refusal
            : found.Claims();
        AfterOpen();
        await BeforeTell();
        return read;
    }

    public Task<Result> EndAsync(string handle, AppPlace place, CancellationToken cancellationToken)
    {
        Ended.Add(handle);
        Forget(handle);
        return Task.FromResult(Result.Success);
    }
}
