using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CatalystAuth.Server.Tests.Flows.Providers;

/// <summary>An identity provider elsewhere, as Authentik is: it keeps where a sign-in stands in a session of its own, whose cookie is another after each answer.</summary>
public sealed class ScriptedIdp
{
    private readonly ConcurrentDictionary<string, int> _sessions = new(StringComparer.Ordinal);
    private int _posts;

    /// <summary>How many answers it was given.</summary>
    public int Posts => _posts;

    /// <summary>Begins a session; its cookie.</summary>
    public string Begin(int stage = 0)
    {
        var cookie = $"authentik_session={Convert.ToHexString(RandomNumberGenerator.GetBytes(16))}";
        _sessions[cookie] = stage;
        return cookie;
    }

    /// <summary>Where a session stands; null when there is none.</summary>
    public int? StageOf(string cookie) => _sessions.TryGetValue(cookie, out var stage) ? stage : null;

    /// <summary>Takes an answer; the session's next cookie.</summary>
    public string Post(string cookie, bool isRight)
    {
        Interlocked.Increment(ref _posts);
        _sessions.TryRemove(cookie, out var stage);
        return Begin(isRight ? stage + 1 : stage);
    }
}
