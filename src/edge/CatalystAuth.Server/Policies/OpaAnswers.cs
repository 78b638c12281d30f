using System.Collections.Concurrent;
using System.Net;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Core.Policies;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Policies;

/// <summary>
/// Gives the answer to the same question again for a short while; who asks while it is on its way waits for that one. A failure is given to
/// those who waited and is not kept. Bounded.
/// </summary>
internal sealed class OpaAnswers(IOptions<OpaOptions> options, TimeProvider time)
{
    internal const int Capacity = 10_000;

    private readonly ConcurrentDictionary<OpaQuestion, Entry> _entries = new();
    private int _isSweeping;

    /// <summary>How many are kept.</summary>
    public int Count => _entries.Count;

    /// <summary>The answer.</summary>
    public Task<PolicyVerdict> GetAsync(OpaQuestion question, Func<Task<PolicyVerdict>> ask)
    {
        var now = time.GetUtcNow();
        if (_entries.TryGetValue(question, out var known) && known.IsGood(now))
        {
            return known.Answer;
        }

        // The age of an answer counts from when it was asked for.
        var fresh = new Entry(ask, now + options.Value.CacheLifetime);
        var entry = _entries.AddOrUpdate(question, fresh, (_, other) => other.IsGood(now) ? other : fresh);
        var answer = entry.Answer;
        if (ReferenceEquals(entry, fresh) && _entries.Count > Capacity)
        {
            Sweep(now);
        }

        return answer;
    }

    // What is over first, then any, down to three quarters. One caller sweeps; others go on.
    private void Sweep(DateTimeOffset now)
    {
        if (Interlocked.Exchange(ref _isSweeping, 1) == 1)
        {
            return;
        }

        foreach (var found in _entries.Where(found => !found.Value.IsGood(now)))
        {
            _entries.TryRemove(found);
        }

        var surplus = _entries.Count - (Capacity * 3 / 4);
        foreach (var found in _entries.Take(Math.Max(0, surplus)))
        {
            _entries.TryRemove(found);
        }

        Volatile.Write(ref _isSweeping, 0);
    }

    private sealed class Entry(Func<Task<PolicyVerdict>> ask, DateTimeOffset goodUntil)
    {
        // Asks once, whoever is first.
        private readonly Lazy<Task<PolicyVerdict>> _answer = new(ask);

        public Task<PolicyVerdict> Answer => _answer.Value;

        public bool IsGood(DateTimeOffset now) => !_answer.IsValueCreated || !_answer.Value.IsCompleted
            || (now < goodUntil && _answer.Value is { IsCompletedSuccessfully: true, Result.Outcome: not PolicyOutcome.EngineFailed });
    }
}

/// <summary>All that an answer depends on, besides the time.</summary>
internal readonly record struct OpaQuestion(
    AppId App, int Version, int Rule, string Credential, string Method, string? Host, string Path, IPAddress? ClientAddress);
